// expects: LoadEnd
#include "pick.h"

auto path() {
  return orm::PICK(lazyload, selectinload)(User::fields.orders).selectinload(Order::fields.items);
}
