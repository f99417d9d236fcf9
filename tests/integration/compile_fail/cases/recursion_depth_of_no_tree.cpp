// expects: leads to its own entity
#include "pick.h"

void read_all_levels() {
  (void)orm::selectinload(PICK(User::fields.orders, Node::fields.children)).recursion_depth(-1);
}
