// expects: set() gives NULL to a column that cannot be NULL
#include "pick.h"

auto change(orm::Session& session) {
  return session.query<Address>().update(
      {orm::set(Address::fields.PICK(email, user_id), std::nullopt)});
}
