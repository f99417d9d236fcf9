// expects: bulk_update() takes rows that have a value for each of the columns
#include "pick.h"

auto check(orm::Session& session) {
  const std::vector<std::tuple<int>> ids{{1}};
  const std::vector<std::tuple<int, std::string>> names{{1, "Ada"}};
  return session.bulk_update(PICK(ids, names), User::fields.id, User::fields.name);
}
