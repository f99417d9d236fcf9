// expects: a `lazy write_only` relationship is never read; read its members with a query
#include "pick.h"
#include "sources.orm.hpp"

void change(ledger::Order& order, const orm::Ptr<ledger::Line>& line) {
  order.lines().append(line);
  order.lines().PICK(size(), remove(line));
}
