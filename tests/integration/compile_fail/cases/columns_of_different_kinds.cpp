// expects: text with a number
#include "pick.h"

orm::Expr<bool> condition() {
  return User::fields.id == PICK(User::fields.name, Address::fields.id);
}
