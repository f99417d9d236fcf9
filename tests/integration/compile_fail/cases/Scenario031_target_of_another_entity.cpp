// expects: scenarios::User
#include "pick.h"

void link(Address& address, orm::Ptr<Order>& order, orm::Ptr<User>& user) {
  static_cast<void>(order);
  static_cast<void>(user);
  address.set_user(PICK(order, user));
}
