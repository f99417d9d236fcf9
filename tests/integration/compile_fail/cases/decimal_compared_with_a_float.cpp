// expects: a column is compared with a value of another kind, such as text with a number
#include "orm/expression.h"
#include "pick.h"
#include "types.orm.hpp"

const auto condition = kinds::Booking::fields.price == PICK(1.5, orm::Decimal("1.5"));
