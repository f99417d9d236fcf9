// expects: select() takes columns, expressions, and objects
#include "pick.h"

auto ones(orm::Session& session) {
  return session.query<User>().select(PICK(int, orm::value)(1)).all();
}
