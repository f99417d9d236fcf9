// expects: of different kinds, such as text and a number
#include "pick.h"

auto either() { return orm::func::coalesce(Address::fields.user_id, PICK("none", 0)); }
