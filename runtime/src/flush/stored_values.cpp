#include "flush/stored_values.h"

#include <algorithm>

#include "graph/foreign_keys.h"
#include "graph/object_access.h"
#include "graph/unread.h"
#include "value/key_bytes.h"

namespace orm::flush {

using detail::ObjectAccess;

StoredValues::StoredValues(const OldValues& old_values) {
  for (const OldValue& old : old_values) {
    old_.emplace(Place(old.object, old.column), old.value.view());
  }
}

bool StoredValues::is_known(const Object& object, unsigned column) const {
  const bool is_set = (ObjectAccess::changed(object) & ObjectAccess::column_bit(column)) != 0;
  return !detail::lacks_column(object, column) && (!is_set || old_.contains({&object, column}));
}

bool StoredValues::are_known(const Object& object, std::uint64_t columns) const {
  for (unsigned column = 0; column < object.entity().columns.size(); ++column) {
    const bool is_asked = (columns & ObjectAccess::column_bit(column)) != 0;
    if (is_asked && !is_known(object, column)) return false;
  }
  return true;
}

std::optional<std::string> StoredValues::bytes(const Object& object,
                                               std::span<const std::uint16_t> columns) const {
  std::string bytes;
  for (const std::uint16_t column : columns) {
    if (!is_known(object, column)) return std::nullopt;
    const auto old = old_.find({&object, column});
    const ValueView value = old == old_.end() ? detail::column_value(object, column) : old->second;
    if (value.is_null()) return std::nullopt;
    append_key_bytes(bytes, value);
  }
  return bytes;
}

}  // namespace orm::flush
