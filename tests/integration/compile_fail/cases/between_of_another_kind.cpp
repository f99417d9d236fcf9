// expects: values of another kind
#include "pick.h"

auto range() { return orm::between(User::fields.id, 1, PICK("9", 9)); }
