// What the next flush has to write.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "graph/object_list.h"
#include "graph/pair_changes.h"
#include "orm/object.h"
#include "orm/value.h"

namespace orm::flush {

/// What a column of a stored object held before it was changed.
struct OldValue {
  OldValue(Object* owner, unsigned position, const ValueView& held)
      : object(owner), column(position), value(held) {}
  OldValue(Object* owner, unsigned position, std::string&& held)
      : object(owner), column(position), value(std::move(held)) {}

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

  /// A new object, which is pending from here on.
  void add(Object& object) {
    note(object.entity());
    added.push_back(&object);
  }
  /// A stored object whose columns may have changed; not one that is listed already.
  void list(Object& object);
  /// Notes the first change of a column since the last flush. `text` is as in Object.
  void before_change(Object& object, unsigned column, std::string* text = nullptr);
  /// Forgets an object that leaves the session.
  void forget(Object& object) {
    if (!empty() || !old_values.empty()) forget_noted(object);
  }
  /// Forgets what was set of an object that is read again.
  void forget_columns(Object& object);
  /// Forgets the changed objects, which keep what was set.
  void let_go_of_changed();
  /// Forgets what was set, and the pairs; the objects are no longer marked as changed.
  void forget_changes();
  /// Forgets everything.
  void clear();

  /// False when no added or changed object is of such an entity.
  template <class IsWanted>
  bool may_have(IsWanted is_wanted) const {
    return std::any_of(entities_.begin(), entities_.end(),
                       [&](const EntityMapping* entity) { return is_wanted(*entity); });
  }

  /// True when a stored object's columns hold something else than its row.
  bool has_net_change(const Object& object) const;

  /// Drops the changes of columns that hold again what they held before, and the objects that have
  /// no other. What the others held stays known: their rows still hold it.
  void drop_unchanged();

 private:
  void note(const EntityMapping& entity) {
    const std::size_t known = entities_.size();
    if (known > 0 && entities_[known - 1] == &entity) return;
    // What is linked is mostly added in turns.
    if (known > 1 && entities_[known - 2] == &entity) {
      return std::swap(entities_[known - 1], entities_[known - 2]);
    }
    note_other(entity);
  }
  void note_other(const EntityMapping& entity);
  void forget_noted(Object& object);

  // Of all that was added or changed since the last flush, the last one at the end.
  std::vector<const EntityMapping*> entities_;
};

}  // namespace orm::flush
