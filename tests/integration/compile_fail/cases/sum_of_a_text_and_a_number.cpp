// expects: arithmetic needs a number on each side
#include "pick.h"

auto joined() { return User::fields.name + PICK(1, "1"); }
