// What a flush will write, in which order. Computed first, without SQL; then carried out.
#pragma once

#include <cstdint>
#include <vector>

#include "flush/change_set.h"
#include "orm/row.h"

namespace orm::flush {

/// One statement with any number of parameter sets.
struct Step {
  enum class Kind : std::uint8_t {
    Insert,
    /// Sets the columns that an insert has left NULL.
    Complete,
    Update,
    /// Sets the columns to NULL, so that others may take what they held.
    Vacate,
    /// New objects take over rows of removed ones that have the same keys.
    Switch,
    Delete,
    InsertPairs,
    DeletePairs,
    /// Deletes the rows of link tables of which the objects' relationships know nothing.
    DeleteLinks,
    /// Foreign keys are looked at when the transaction is committed.
    DeferKeys
  };

  Kind kind;
  /// Of the rows; null for pairs.
  const EntityMapping* entity = nullptr;
  /// Of an update: the columns that are set. None where a switched row stays as it is. Of an
  /// insert: those that are NULL until they are completed.
  std::uint64_t columns = 0;
  /// Of an insert: the objects come with their keys.
  bool has_keys = false;
  std::vector<Object*> objects = {};
  std::vector<detail::Pair> pairs = {};
};

/// First the deletions that make room for others. Tables in the order of their foreign keys; in
/// each the rows that pass to new objects, then the updates in the order of keys, unless they take
/// each other's places, then the inserts in the order in which objects were added; then pairs that
/// went, pairs that came, and deletions against the order of tables. Rows that refer to rows of the
/// same table, or in a circle of tables, are put in order one level after the other. Raises
/// CircularDependencyError.
std::vector<Step> make_plan(const ChangeSet& changes);

}  // namespace orm::flush
