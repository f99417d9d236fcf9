// expects: join() takes a relationship, such as Album::fields.tracks
#include "pick.h"

auto join(orm::Session& session) {
  return session.query<User>().join(User::fields.PICK(name, orders)).count();
}
