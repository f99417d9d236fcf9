// expects: group_concat() needs texts
#include "pick.h"

auto names(orm::Session& session) {
  return session.query<User>().select(orm::func::group_concat(User::fields.PICK(id, name))).one();
}
