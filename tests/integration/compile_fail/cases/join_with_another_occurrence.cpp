// expects: join() takes, behind a relationship, the occurrence of the entity
#include "pick.h"

auto join(orm::Session& session) {
  return session.query<User>().join(User::fields.addresses, PICK(Order, Address)::fields).count();
}
