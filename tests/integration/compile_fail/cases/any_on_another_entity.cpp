// expects: any() and has() take conditions on columns of the entity
#include "pick.h"

auto found(orm::Session& session) {
  return session.query<User>()
      .filter(orm::any(User::fields.addresses, PICK(Order, Address)::fields.id == 1))
      .count();
}
