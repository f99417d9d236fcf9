// What the next flush has to write.
#pragma once

#include <vector>

#include "graph/pair_changes.h"
#include "orm/object.h"
#include "orm/value.h"

namespace orm::flush {

/// What a column of a stored object held before it was changed.
struct OldValue {
  Object* object;
  unsigned column;
  Value value;
};

struct ChangeSet {
  /// Pending objects, in the order in which they were added.
  std::vector<Object*> added;
  /// Stored objects that may have changed columns.
  std::vector<Object*> changed;
  /// Stored objects that are to be deleted.
  std::vector<Object*> removed;
  std::vector<OldValue> old_values;
  detail::PairChanges pairs;

  bool empty() const {
    return added.empty() && changed.empty() && removed.empty() && pairs.empty();
  }

  /// Notes the first change of a column since the last flush.
  void before_change(Object& object, unsigned column);
  /// Forgets an object that leaves the session.
  void forget(Object& object);
  /// Forgets what was set of an object that is read again.
  void forget_columns(Object& object);
  /// Forgets the changed objects, which keep what was set.
  void let_go_of_changed();
  /// Forgets everything; the objects are no longer marked as changed.
  void clear();

  /// Drops the changes of columns that hold again what they held before, and the objects that have
  /// no other. What objects to be deleted held stays known: their rows still hold it.
  void drop_unchanged();
};

}  // namespace orm::flush
