// Rows that stand next to each other in their table.
#pragma once

#include <optional>
#include <span>

#include "db/connection.h"
#include "orm/mapping.h"
#include "orm/value.h"

namespace orm::flush {

/// For the rows of one entity, within one step of a flush.
class KeyRanges {
 public:
  KeyRanges(db::Connection& connection, const EntityMapping& entity)
      : connection_(connection), entity_(entity) {}

  /// True when the table can have no other keys between the first and the last one: there are two
  /// at least, they are rowids, and neighbours.
  bool is_range(std::span<const ValueView> keys);
  /// True when they are rowids in their order, and half of those from the first to the last one, at
  /// least.
  bool are_dense(std::span<const ValueView> keys);

 private:
  bool has_rowids();

  db::Connection& connection_;
  const EntityMapping& entity_;
  // Asked of the database once.
  std::optional<bool> has_rowids_;
};

}  // namespace orm::flush
