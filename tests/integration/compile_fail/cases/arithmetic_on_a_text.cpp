// expects: arithmetic needs a number on each side
#include "pick.h"

auto next(const orm::Expr<std::int64_t>& number) {
  return number - PICK(User::fields.name, User::fields.id);
}
