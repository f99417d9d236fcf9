// expects: nullif() compares things of different kinds
#include "pick.h"

auto none() { return orm::func::nullif(User::fields.id, PICK("0", 0)); }
