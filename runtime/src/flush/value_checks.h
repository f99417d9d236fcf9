// What no database should be asked to store.
#pragma once

#include "flush/change_set.h"

namespace orm::flush {

/// Looks at all that is to be inserted or updated. Raises RequiredKeyError as required_keys.h says,
/// and DataError, naming entity and column, for a text that is not UTF-8 or has more characters
/// than its column takes, for what is longer than SQLite takes, and for a NaN.
void require_storable(const ChangeSet& changes);
/// The same for one value of a column.
void require_value_fits(const EntityMapping& entity, unsigned column, const ValueView& value);

}  // namespace orm::flush
