// expects: replace() needs three texts
#include "pick.h"

auto other() { return orm::func::replace(User::fields.name, PICK(1, "1"), "2"); }
