// expects: a column that is never NULL is tested for NULL
#include "pick.h"

auto missing() { return orm::is_null(PICK(Address::fields.id, Address::fields.user_id) + 1); }
