// New objects that take over the row of a removed one, because both have the same primary key.
#pragma once

#include <cstdint>
#include <vector>

#include "flush/change_set.h"

namespace orm::flush {

struct RowSwitch {
  Object* removed;
  Object* added;
  /// The columns in which the row has to change, as ObjectAccess::column_bit has them; may be none.
  std::uint64_t columns;
};

/// In the order in which the new objects were added. Raises InvalidRequestError for a row whose
/// deletion would make the database delete or change others (`on delete cascade`), as far as
/// relationships tell.
std::vector<RowSwitch> row_switches(const ChangeSet& changes);

}  // namespace orm::flush
