// expects: const
#include "pick.h"

void rename(PICK(const, ) User& user) { user.set_name("other"); }
