// expects: filter() takes a condition on columns of the entity that the query asks for
#include "pick.h"

bool any(orm::Session& session) {
  return session.query<User>().filter(PICK(Address, User)::fields.id == 1).exists();
}
