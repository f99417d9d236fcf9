// expects: private
#include "pick.h"

void make_one() { PICK(User user, orm::Ptr<User> user); }
