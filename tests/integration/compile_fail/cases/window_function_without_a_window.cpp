// expects: select() takes columns, expressions, and objects
#include "pick.h"

auto places(orm::Session& session) {
  return session.query<User>().select(orm::func::PICK(row_number, count)()).all();
}
