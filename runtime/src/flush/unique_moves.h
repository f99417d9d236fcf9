// Rows that stay and take each other's unique values.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "flush/stored_values.h"
#include "orm/mapping.h"

namespace orm::flush {

/// Objects of one entity, and columns of theirs that are NULL for a moment.
using Vacated = std::vector<std::pair<Object*, std::uint64_t>>;

struct UniqueMoves {
  /// One of each circle of rows, which makes room for the others.
  Vacated vacated;
  /// All rows that take the values of another one, or leave theirs to one, in an order in which
  /// each comes after the one whose values it takes.
  std::vector<Object*> ordered;
};

/// The moves among objects of one entity that are to be updated. Empty for most.
/// Raises CircularDependencyError for a circle in which no column may be NULL.
UniqueMoves unique_moves(const EntityMapping& entity, std::span<Object* const> updated,
                         const StoredValues& stored);

}  // namespace orm::flush
