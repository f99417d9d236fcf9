// expects: the listener of an object's event takes the object
#include "pick.h"

void listen(orm::Session& session) {
  session.on<User>(orm::before_insert, [](PICK(Order, User)&) {});
}
