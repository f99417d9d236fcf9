// expects: things of different kinds are compared
#include "pick.h"

auto other() { return orm::is_distinct_from(Address::fields.user_id, PICK("1", 1)); }
