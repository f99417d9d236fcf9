// expects: set_total
#include "pick.h"
#include "sources.orm.hpp"

void change(ledger::Line& line) { line.PICK(set_total(1), set_quantity(1)); }
