// expects: required column
#include "pick.h"

orm::Ptr<Invoice> invoice() { return orm::make<Invoice>({PICK(.id = 1, .number = "n")}); }
