// expects: having() takes a condition, such as a comparison
#include "pick.h"

auto groups(orm::Session& session) {
  return session.query<User>().having(orm::func::count() PICK(+, >) 1).count();
}
