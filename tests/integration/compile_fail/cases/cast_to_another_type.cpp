// expects: cast() makes std::int64_t, double
#include "pick.h"

auto text() { return orm::cast<PICK(char, double)>(User::fields.id); }
