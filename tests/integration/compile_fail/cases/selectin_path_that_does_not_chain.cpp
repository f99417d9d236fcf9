// expects: does not chain
#include "pick.h"

orm::LoadPath<User, Item> path() {
  return orm::selectinload(User::fields.orders)
      .selectinload(PICK(Middle::fields.leaves, Order::fields.items));
}
