// expects: year() needs a date
#include "pick.h"

auto year(orm::Session& session) {
  return session.query<User>().select(orm::func::PICK(year, abs)(User::fields.id)).one();
}
