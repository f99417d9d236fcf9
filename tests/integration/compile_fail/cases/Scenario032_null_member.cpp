// expects: deleted
#include "pick.h"

void link(User& user, orm::Ptr<Address>& address) {
  static_cast<void>(address);
  user.addresses().append(PICK(nullptr, address));
}
