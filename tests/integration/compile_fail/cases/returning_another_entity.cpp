// expects: returning() names another entity than the one whose rows are written
#include "pick.h"

auto check(orm::Session& session) {
  return session.query<User>().remove(orm::returning(PICK(Address, User)::fields.id));
}
