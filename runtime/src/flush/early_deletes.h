// Rows to be deleted whose unique values other rows are to have: they go before anything else.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_set>
#include <vector>

#include "flush/change_set.h"
#include "flush/circles.h"
#include "flush/unique_values.h"

namespace orm::flush {

struct EarlyDeletes {
  /// The removed ones that go first, each with all removed ones that refer to it.
  std::unordered_set<const Object*> objects;
  /// Columns to be NULL before: unique ones of rows that cannot go first, and keys of rows that
  /// stay, and have left one that does.
  ColumnsOf vacated;
  /// Keys that may not be NULL refer to deleted rows until the updates that follow.
  bool defers_keys = false;
};

/// `taken`: the unique values that removed objects hold and others are to have. A row is never
/// deleted while the database would delete or change another one along with it that stays.
/// Raises CircularDependencyError where a row can neither go first nor let go of its value.
EarlyDeletes early_deletes(const ChangeSet& changes, std::span<const Taken> taken,
                           const StoredValues& stored);

}  // namespace orm::flush
