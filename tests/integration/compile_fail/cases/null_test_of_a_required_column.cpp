// expects: never NULL
#include "pick.h"

orm::Expr<bool> condition() { return Address::fields.PICK(email, user_id) == std::nullopt; }
