// expects: belongs to another entity than the one the path has reached
#include "pick.h"

orm::LoadPath<User, User> path() {
  return orm::defer(User::fields.id, PICK(Order::fields.id, User::fields.name));
}
