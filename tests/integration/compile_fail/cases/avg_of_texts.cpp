// expects: avg() needs numbers
#include "pick.h"

auto average(orm::Session& session) {
  return session.query<User>().select(orm::func::avg(User::fields.PICK(name, id))).one();
}
