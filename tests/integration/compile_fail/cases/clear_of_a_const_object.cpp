// expects: the collection of a const object is read-only
#include "pick.h"

void unlink(PICK(const, ) User& user) { user.addresses().clear(); }
