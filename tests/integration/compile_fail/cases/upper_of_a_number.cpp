// expects: a function of texts is given something else
#include "pick.h"

auto loud() { return orm::func::upper(User::fields.PICK(id, name)); }
