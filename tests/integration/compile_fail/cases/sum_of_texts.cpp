// expects: sum() needs numbers
#include "pick.h"

auto sum(orm::Session& session) {
  return session.query<User>().select(orm::func::sum(User::fields.PICK(name, id))).one();
}
