// expects: has to start at the entity that the query asks for
#include "pick.h"

std::size_t count(orm::Session& session) {
  return session.query<PICK(Order, User)>()
      .options(orm::joinedload(User::fields.orders))
      .all()
      .size();
}
