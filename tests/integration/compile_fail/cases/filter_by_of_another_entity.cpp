// expects: filter_by() takes a column of the entity that the query asks for
#include "pick.h"

bool any(orm::Session& session) {
  return session.query<User>()
      .filter_by(PICK(Order::fields.label, User::fields.name), "x")
      .exists();
}
