#include "flush/early_deletes.h"

#include <algorithm>
#include <string>

#include "graph/foreign_keys.h"
#include "graph/object_access.h"
#include "orm/error.h"

namespace orm::flush {

namespace {

[[noreturn]] void cannot_make_room(const Taken& taken, const Referrer& referrer) {
  const EntityMapping& entity = taken.holder->entity();
  const std::string column = entity.columns[taken.columns[0]].name;
  throw CircularDependencyError(
      std::string("the row of a removed ") + entity.name + " has the " + column +
      " that another one is to have, and " + column +
      " is unique; it cannot be deleted first, for " + referrer.object->entity().name +
      "::" + referrer.object->entity().columns[referrer.key->columns[0]].name +
      " still refers to it, and the database would change that row, too; flush before the value "
      "is given to another one");
}

class EarlyPlanner {
 public:
  EarlyPlanner(const ChangeSet& changes, std::span<const Taken> taken, const StoredValues& stored)
      : taken_(taken) {
    std::vector<Object*> objects(changes.removed.begin(), changes.removed.end());
    std::copy_if(changes.changed.begin(), changes.changed.end(), std::back_inserter(objects),
                 [](const Object* object) { return !detail::is_removed(*object); });
    referrers_ = referrers_among(objects, stored);
  }

  EarlyDeletes plan() {
    for (const Taken& each : taken_) make_room(each);
    return std::move(early_);
  }

 private:
  void make_room(const Taken& taken) {
    const std::vector<const Object*> going = removed_with(*taken.holder);
    const std::vector<Referrer> staying = left_by(going);
    const std::uint64_t columns = nullable_columns(taken.holder->entity(), taken.columns);
    if (!staying.empty() && columns != 0) {
      early_.vacated[taken.holder] |= columns;
      return;
    }
    for (const Referrer& each : staying) cut_loose(taken, each);
    early_.objects.insert(going.begin(), going.end());
  }

  // The object, and the removed ones whose rows refer to it, or to one of these.
  std::vector<const Object*> removed_with(const Object& root) const {
    std::vector<const Object*> found{&root};
    std::unordered_set<const Object*> seen{&root};
    for (std::size_t i = 0; i < found.size(); ++i) {
      const auto referrers = referrers_.find(found[i]);
      if (referrers == referrers_.end()) continue;
      for (const Referrer& each : referrers->second) {
        if (detail::is_removed(*each.object) && seen.insert(each.object).second) {
          found.push_back(each.object);
        }
      }
    }
    return found;
  }

  // The objects that stay, and whose rows refer to one that goes.
  std::vector<Referrer> left_by(const std::vector<const Object*>& going) const {
    std::vector<Referrer> found;
    for (const Object* object : going) {
      const auto referrers = referrers_.find(object);
      if (referrers == referrers_.end()) continue;
      std::copy_if(referrers->second.begin(), referrers->second.end(), std::back_inserter(found),
                   [](const Referrer& each) { return !detail::is_removed(*each.object); });
    }
    return found;
  }

  void cut_loose(const Taken& taken, const Referrer& referrer) {
    const ForeignKeyMapping& key = *referrer.key;
    const bool leaves = detail::is_set(*referrer.object, key);
    const std::uint64_t columns = nullable_columns(referrer.object->entity(), key.columns);
    if (leaves && columns != 0) {
      early_.vacated[referrer.object] |= columns;
    } else if (leaves && key.on_delete == OnDelete::NoAction) {
      early_.defers_keys = true;
    } else {
      cannot_make_room(taken, referrer);
    }
  }

  std::span<const Taken> taken_;
  Referrers referrers_;
  EarlyDeletes early_;
};

}  // namespace

EarlyDeletes early_deletes(const ChangeSet& changes, std::span<const Taken> taken,
                           const StoredValues& stored) {
  return EarlyPlanner(changes, taken, stored).plan();
}

}  // namespace orm::flush
