// expects: deleted
#include "pick.h"
#include "types.orm.hpp"

void raise(kinds::Booking& booking) { booking.set_price(PICK(1.5, orm::Decimal("1.5"))); }
