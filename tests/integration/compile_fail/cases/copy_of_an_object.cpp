// expects: deleted
#include "pick.h"

void copy(User& user) {
  PICK(User, User&) other = user;
  other.set_name("copy");
}
