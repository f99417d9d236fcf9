// expects: a column is compared with values of another kind
#include "pick.h"

auto found(orm::Session& session) {
  const auto ids = orm::query<Address>().select(Address::fields.user_id);
  return session.query<User>().filter(orm::in_(User::fields.PICK(name, id), ids)).count();
}
