// Values that no database should be asked to store.
#pragma once

#include "flush/change_set.h"

namespace orm::flush {

/// Raises DataError, naming entity and column, for a text that is not UTF-8 or has more characters
/// than its column takes, and for a NaN.
void require_values_fit(const ChangeSet& changes);
/// The same for one value of a column.
void require_value_fits(const EntityMapping& entity, unsigned column, const ValueView& value);

}  // namespace orm::flush
