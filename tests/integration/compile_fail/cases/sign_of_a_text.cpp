// expects: `-` needs a number
#include "pick.h"

auto negative() { return -User::fields.PICK(name, id); }
