// Rows of a one-to-one that take each other's places, whose keys are unique.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "flush/change_set.h"

namespace orm::flush {

struct UniqueMoves {
  /// Rows that go round in a circle, one for each, and the columns of its key: NULL for a moment.
  std::vector<std::pair<Object*, std::uint64_t>> vacated;
  /// All rows that take the place of another one, or leave theirs to one, in an order in which each
  /// comes after the one whose place it takes.
  std::vector<Object*> ordered;
};

/// The moves among objects of one entity that are to be updated. Empty for most.
/// Raises CircularDependencyError for a circle in which no key may be NULL.
UniqueMoves unique_moves(const EntityMapping& entity, std::span<Object* const> updated,
                         const OldValues& old_values);

}  // namespace orm::flush
