// expects: belongs to another entity than the one the path has reached
#include "pick.h"

orm::LoadPath<User, Order> path() {
  return orm::selectinload(User::fields.orders).load_only(PICK(User, Order)::fields.id);
}
