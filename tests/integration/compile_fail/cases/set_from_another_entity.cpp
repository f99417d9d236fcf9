// expects: set() takes an expression over columns of the same entity
#include "pick.h"

auto change(orm::Session& session) {
  return session.query<Address>().update(
      {orm::set(Address::fields.user_id, PICK(User, Address)::fields.id)});
}
