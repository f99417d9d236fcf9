// expects: text with a number
#include "pick.h"

orm::Expr<bool> condition() { return User::fields.name == PICK(1, "1"); }
