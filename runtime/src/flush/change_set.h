// What the next flush has to write.
#pragma once

#include <vector>

#include "graph/object_list.h"
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

inline Object*& object_of(OldValue& old) { return old.object; }
inline const Object* object_of(const OldValue& old) { return old.object; }

/// What the program took from the only object that it may belong to.
struct Abandoned {
  detail::Handle owner;
  const RelationshipMapping* relationship;
  detail::Handle target;
};

using Objects = detail::ObjectList<Object*>;
using OldValues = detail::ObjectList<OldValue>;

struct ChangeSet {
  /// Pending objects, in the order in which they were added.
  Objects added;
  /// Stored objects that may have changed columns.
  Objects changed;
  /// Stored objects that are to be deleted.
  Objects removed;
  OldValues old_values;
  detail::PairChanges pairs;
  /// Of relationships that delete their orphans.
  std::vector<Abandoned> abandoned;
  /// Rows that refer to others get new keys by updates of their own, after those.
  bool defers_keys = false;

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

  /// True when a stored object's columns hold something else than its row.
  bool has_net_change(const Object& object) const;

  /// Drops the changes of columns that hold again what they held before, and the objects that have
  /// no other. What the others held stays known: their rows still hold it.
  void drop_unchanged();
};

}  // namespace orm::flush
