// expects: substr() needs a text and whole numbers
#include "pick.h"

auto rest() { return orm::func::substr(User::fields.name, PICK("2", 2)); }
