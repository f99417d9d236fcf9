// expects: an object's event is told for one entity
#include "pick.h"

void listen(orm::Session& session) {
  session.on(orm::PICK(before_insert, before_commit), [](auto&) {});
}
