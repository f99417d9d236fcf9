// expects: length() needs a text, or bytes
#include "pick.h"

auto size() { return orm::func::length(User::fields.PICK(id, name)); }
