// expects: absent by an outer join, is a std::optional
#include "pick.h"

struct Row {
  std::int64_t id;
};

auto rows(orm::Session& session) {
  return session.query<User>()
      .outerjoin(User::fields.addresses)
      .select_as<Row>(PICK(Address, User)::fields.id)
      .all();
}
