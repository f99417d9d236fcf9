// expects: join() takes conditions on columns of entities that the query reads
#include "pick.h"

auto join(orm::Session& session) {
  return session.query<User>()
      .join(User::fields.addresses, PICK(Order, Address)::fields.id == 1)
      .count();
}
