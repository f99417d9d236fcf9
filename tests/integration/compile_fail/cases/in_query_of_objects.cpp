// expects: in_() takes a query that has selected one value
#include "pick.h"

auto found(orm::Session& session) {
  const auto addresses = orm::query<Address>();
  const auto ids = addresses.select(Address::fields.user_id);
  return session.query<User>().filter(orm::in_(User::fields.id, PICK(addresses, ids))).count();
}
