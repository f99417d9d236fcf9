// expects: group_by() takes columns of entities that the query reads
#include "pick.h"

auto groups(orm::Session& session) {
  return session.query<User>().group_by(PICK(Address, User)::fields.id).count();
}
