// expects: like() needs a text column
#include "pick.h"

orm::Expr<bool> condition() { return orm::like(User::fields.PICK(id, name), "a%"); }
