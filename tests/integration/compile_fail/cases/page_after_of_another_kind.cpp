// expects: page_after() takes values of the kinds that the keys have
#include "pick.h"

auto page() { return orm::page_after(orm::keyset(User::fields.id), PICK("a", 1)); }
