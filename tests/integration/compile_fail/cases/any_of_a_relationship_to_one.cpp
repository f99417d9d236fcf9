// expects: any() is of a relationship to many; has() is of one to one
#include "pick.h"

auto found(orm::Session& session) {
  return session.query<User>().filter(orm::any(User::fields.PICK(profile, addresses))).count();
}
