// expects: the collection of a const object is read-only
#include "pick.h"

void link(PICK(const, ) User& user, orm::Ptr<Address>& address) {
  user.addresses().append(address);
}
