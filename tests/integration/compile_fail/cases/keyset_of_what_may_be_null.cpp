// expects: keyset() takes what is never NULL
#include "pick.h"

auto keys() { return orm::keyset(Address::fields.PICK(user_id, id)); }
