// expects: select_as() takes a struct, and an item for each of its members
#include "pick.h"

struct Row {
  std::string name;
};

auto rows(orm::Session& session) {
  return session.query<User>().select_as<Row>(User::fields.PICK(id, name)).all();
}
