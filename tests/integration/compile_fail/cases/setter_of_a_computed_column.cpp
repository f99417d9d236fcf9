// expects: set_total
#include "pick.h"
#include "sources.orm.hpp"

void change(ledger::Line& line) { line.PICK(set_quantity(1), set_total(1)); }
