// expects: the listener of a column's change takes the object and what the column held
#include "pick.h"

using Held = PICK(double, std::string);

void listen(orm::Session& session) {
  session.on(orm::column_change, User::fields.name, [](User&, const Held&) {});
}
