// expects: has() is of a relationship to one; any() is of one to many
#include "pick.h"

auto found(orm::Session& session) {
  return session.query<User>().filter(orm::has(User::fields.PICK(addresses, profile))).count();
}
