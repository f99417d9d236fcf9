// expects: scenarios::Address
#include "pick.h"

void link(User& user, orm::Ptr<Order>& order, orm::Ptr<Address>& address) {
  static_cast<void>(order);
  static_cast<void>(address);
  user.addresses().append(PICK(order, address));
}
