// expects: filter() takes a condition, such as a comparison
#include "pick.h"

bool any(orm::Session& session) {
  return session.query<User>().filter(User::fields.id PICK(+, ==) 1).exists();
}
