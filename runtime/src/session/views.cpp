// What a session tells about its objects.
#include <algorithm>
#include <unordered_set>

#include "graph/object_access.h"
#include "session/session_core.h"

namespace orm::detail {

std::vector<Handle> SessionCore::new_objects() const {
  const ThreadCheck check(calls_);
  return {changes_.added.begin(), changes_.added.end()};
}

std::vector<Handle> SessionCore::dirty() const {
  const ThreadCheck check(calls_);
  std::vector<Handle> found;
  std::unordered_set<const Object*> seen;
  const auto take = [&](Object& object) {
    const bool is_stored = object.state() == ObjectState::Persistent &&
                           !ObjectAccess::has(object, ObjectAccess::removed_flag);
    if (is_stored && seen.insert(&object).second) found.emplace_back(&object);
  };
  for (Object* object : changes_.changed) take(*object);
  for (const PairChange& change : changes_.pairs.standing()) {
    take(*change.pair.left);
    take(*change.pair.right);
  }
  return found;
}

std::vector<Handle> SessionCore::deleted() const {
  const ThreadCheck check(calls_);
  return {changes_.removed.begin(), changes_.removed.end()};
}

bool SessionCore::is_modified(const Object& object) const {
  const ThreadCheck check(calls_);
  if (session_of(object) != this) return false;
  if (object.state() == ObjectState::Pending) return true;
  if (object.state() != ObjectState::Persistent) return false;
  if (changes_.has_net_change(object)) return true;
  return std::ranges::any_of(changes_.pairs.standing(), [&object](const PairChange& change) {
    return change.pair.left == &object || change.pair.right == &object;
  });
}

ObjectsView new_objects(const SessionCore& session) { return ObjectsView(session.new_objects()); }
ObjectsView dirty(const SessionCore& session) { return ObjectsView(session.dirty()); }
ObjectsView deleted(const SessionCore& session) { return ObjectsView(session.deleted()); }

bool is_modified(const SessionCore& session, const Object* object) {
  return object != nullptr && session.is_modified(*object);
}

}  // namespace orm::detail
