// expects: join() of an entity without a relationship takes a condition
#include "pick.h"

auto join(orm::Session& session) {
  return session.query<User>().join(PICK(Address::fields, User::fields.addresses)).count();
}
