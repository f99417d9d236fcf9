// expects: get() was given a value of another kind than the column of the primary key
#include "pick.h"

orm::Ptr<User> find(orm::Session& session) { return session.get<User>(PICK("1", 1)); }
