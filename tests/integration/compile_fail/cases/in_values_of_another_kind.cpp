// expects: text with numbers
#include "pick.h"

orm::Expr<bool> condition() { return orm::in_(User::fields.name, {PICK(1, "1")}); }
