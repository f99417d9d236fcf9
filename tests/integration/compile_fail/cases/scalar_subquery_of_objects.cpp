// expects: scalar_subquery() takes a query that has selected one value
#include "pick.h"

auto names(orm::Session& session) {
  const auto addresses = orm::query<Address>();
  const auto ids = addresses.select(Address::fields.user_id);
  return session.query<User>().select(orm::scalar_subquery(PICK(addresses, ids))).all();
}
