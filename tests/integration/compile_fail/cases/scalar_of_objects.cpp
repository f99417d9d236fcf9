// expects: scalar() is of a query that has selected one value
#include "pick.h"

auto first(orm::Session& session) { return session.query<User>().PICK(scalar, first)(); }
