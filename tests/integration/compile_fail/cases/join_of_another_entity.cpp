// expects: join() takes a relationship of an entity that the query reads
#include "pick.h"

auto join(orm::Session& session) {
  return session.query<User>().join(PICK(Order::fields.items, User::fields.orders)).count();
}
