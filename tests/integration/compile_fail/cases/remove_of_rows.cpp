// expects: remove() is of a query for objects
#include "pick.h"

auto rows(orm::Session& session) {
  return session.query<User>().select(User::fields.id).PICK(remove, count)();
}
