// expects: use email
#pragma GCC diagnostic error "-Wdeprecated-declarations"
#include "clauses.orm.hpp"
#include "pick.h"

bool has_name(const clauses::Account& account) {
  return !account.PICK(alias()->empty(), email().empty());
}
