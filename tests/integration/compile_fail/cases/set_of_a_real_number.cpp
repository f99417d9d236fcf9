// expects: set() gives a column of whole numbers a real one
#include "pick.h"

auto change(orm::Session& session) {
  return session.query<Address>().update({orm::set(Address::fields.user_id, PICK(1.5, 1))});
}
