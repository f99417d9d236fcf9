// expects: order_by() takes columns of entities that the query reads
#include "pick.h"

auto first(orm::Session& session) {
  return session.query<User>().order_by(orm::desc(PICK(Address, User)::fields.id)).first();
}
