// expects: round() needs a number
#include "pick.h"

auto whole() { return orm::func::round(User::fields.PICK(name, id)); }
