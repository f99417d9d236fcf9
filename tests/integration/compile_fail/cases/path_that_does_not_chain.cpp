// expects: does not chain
#include "pick.h"

orm::LoadPath<User, Item> path() {
  return orm::joinedload(User::fields.orders)
      .joinedload(PICK(Middle::fields.leaves, Order::fields.items));
}
