// expects: bulk_update() takes columns of one entity
#include "pick.h"

auto check(orm::Session& session) {
  const std::vector<std::pair<int, std::string>> names{{1, "Ada"}};
  return session.bulk_update(names, PICK(Address, User)::fields.id, User::fields.name);
}
