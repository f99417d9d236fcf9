// expects: starts_with() needs a text column
#include "pick.h"

auto first() { return orm::starts_with(User::fields.PICK(id, name), "A"); }
