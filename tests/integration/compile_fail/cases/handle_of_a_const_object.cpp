// expects: const
#include "pick.h"

orm::Ptr<PICK(User, const User)> handle(const User& user) { return user; }
