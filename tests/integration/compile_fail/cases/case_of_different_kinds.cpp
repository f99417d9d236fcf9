// expects: of different kinds, such as text and a number
#include "pick.h"

auto size() { return orm::case_(User::fields.id < 10, "low").otherwise(PICK(10, "high")); }
