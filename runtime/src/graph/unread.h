// Which columns of a stored object have not been read.
#pragma once

#include <cstdint>

#include "graph/object_access.h"

namespace orm::detail {

/// The columns that have not been read since the object was made or expired, as a set of bits. Of
/// an expired object none are named: whatever it holds is to be read again.
std::uint64_t unread_columns(const Object& object);

/// Notes which columns have not been read. An object that belongs to no graph may get one.
void set_unread(Object& object, std::uint64_t columns);
/// These are known by now.
inline void note_read(Object& object, std::uint64_t columns) {
  set_unread(object, unread_columns(object) & ~columns);
}

/// True for a column that has not been read. What an expired object holds may be out of date, but
/// it was that of its row.
inline bool lacks_column(const Object& object, unsigned column) {
  const bool is_partial =
      ObjectAccess::has(object, ObjectAccess::deferred_flag | ObjectAccess::partial_flag);
  return is_partial && (unread_columns(object) & ObjectAccess::column_bit(column)) != 0;
}

/// True when the object holds what its row had in the column, or what was set since.
inline bool is_read(const Object& object, unsigned column) {
  return !ObjectAccess::has(object, ObjectAccess::expired_flag) && !lacks_column(object, column);
}

}  // namespace orm::detail
