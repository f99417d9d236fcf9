// expects: select() takes columns of entities that the query reads
#include "pick.h"

auto ids(orm::Session& session) {
  return session.query<User>().select(PICK(Address, User)::fields.id).all();
}
