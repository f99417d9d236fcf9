// expects: the queries of a compound ask for the same
#include "pick.h"

auto both(orm::Session& session) {
  return session.query(orm::union_(orm::query<User>(), orm::query<PICK(Address, User)>())).all();
}
