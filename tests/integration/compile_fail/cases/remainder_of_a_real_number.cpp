// expects: a remainder needs a whole number on each side
#include "pick.h"

auto rest() { return User::fields.id % PICK(2.5, 2); }
