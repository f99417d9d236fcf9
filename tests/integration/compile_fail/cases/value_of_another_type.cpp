// expects: does not have the type of its column
#include "pick.h"

orm::Ptr<User> user() { return orm::make<User>({.name = PICK(5, "5")}); }
