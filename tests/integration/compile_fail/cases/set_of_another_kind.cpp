// expects: set() gives a column a value of another kind
#include "pick.h"

auto change(orm::Session& session) {
  return session.query<User>().update({orm::set(User::fields.name, PICK(1, "x"))});
}
