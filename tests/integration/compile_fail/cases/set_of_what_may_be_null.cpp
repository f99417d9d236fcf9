// expects: set() gives a column that cannot be NULL what may be NULL
#include "pick.h"

auto change(orm::Session& session) {
  return session.query<Address>().update(
      {orm::set(Address::fields.PICK(id, user_id), Address::fields.user_id)});
}
