// expects: filter() takes a condition on columns of entities that the query reads
#include "pick.h"

bool any(orm::Session& session) {
  return session.query<User>().filter(PICK(Address, User)::fields.id == 1).exists();
}
