// expects: filter_by() takes a column of an entity that the query reads
#include "pick.h"

bool any(orm::Session& session) {
  return session.query<User>()
      .filter_by(PICK(Order::fields.label, User::fields.name), "x")
      .exists();
}
