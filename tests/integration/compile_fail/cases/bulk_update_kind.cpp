// expects: set() gives a column a value of another kind, such as a text to a number
#include "pick.h"

auto check(orm::Session& session) {
  const std::vector<std::pair<int, PICK(int, std::string)>> names{{1, {}}};
  return session.bulk_update(names, User::fields.id, User::fields.name);
}
