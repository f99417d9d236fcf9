#include "flush/moved_rows.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "graph/foreign_keys.h"
#include "graph/object_access.h"

namespace orm::flush {

namespace {

using detail::ObjectAccess;

// An object that refers to one which has moved.
struct Follower {
  Object* object;
  const ForeignKeyMapping* key;
  const Object* target;
};

using ByOldKey =
    std::unordered_map<const EntityMapping*, std::unordered_map<std::string, const Object*>>;

// What is expired is read again, and what was set is written.
bool may_follow(const Object& object, const ForeignKeyMapping& key) {
  return !ObjectAccess::has(object, ObjectAccess::expired_flag) && !detail::is_set(object, key) &&
         detail::names_primary_key(key) && !detail::has_null(object, key);
}

std::vector<Follower> followers_of(const identity::ObjectStore& objects, const ByOldKey& moved) {
  std::vector<Follower> followers;
  objects.for_each([&](Object& object) {
    for (const ForeignKeyMapping& key : object.entity().foreign_keys) {
      const auto targets = moved.find(key.target);
      if (targets == moved.end() || !may_follow(object, key)) continue;
      const auto target =
          targets->second.find(identity::encode(detail::KeyView(object, key).values()));
      if (target != targets->second.end()) followers.push_back({&object, &key, target->second});
    }
  });
  return followers;
}

void follow(const Follower& follower) {
  for (std::size_t i = 0; i < follower.key->columns.size(); ++i) {
    const std::uint16_t column = follower.key->columns[i];
    const ValueView value = detail::column_value(*follower.target, follower.key->target_columns[i]);
    detail::fill_column(*follower.object, column, value);
  }
}

}  // namespace

void follow_moved(identity::ObjectStore& objects, std::vector<Moved>& moved, std::size_t first) {
  while (first < moved.size()) {
    ByOldKey by_old_key;
    for (; first < moved.size(); ++first) {
      const Object* object = moved[first].object.get();
      const std::vector<ValueView> key = detail::view_of_key(moved[first].old_key);
      by_old_key[&object->entity()].emplace(identity::encode(key), object);
    }
    for (const Follower& follower : followers_of(objects, by_old_key)) {
      Object& object = *follower.object;
      const bool moves = std::any_of(
          follower.key->columns.begin(), follower.key->columns.end(),
          [&object](std::uint16_t column) { return detail::is_in(object.entity().key, column); });
      if (moves) {
        moved.push_back(
            {detail::Handle(&object), detail::copy_of_key(detail::KeyView(object).values())});
        objects.leave_key(object);
      }
      follow(follower);
      if (moves) objects.take_own_key(object);
    }
  }
}

void move_back(identity::ObjectStore& objects, std::span<const Moved> moved) {
  std::unordered_set<Object*> stored;
  for (const Moved& each : moved) {
    Object& object = *each.object.get();
    const bool is_stored = object.state() == ObjectState::Persistent;
    if (is_stored && stored.insert(&object).second) objects.leave_key(object);
  }
  for (auto each = moved.rbegin(); each != moved.rend(); ++each) {
    Object& object = *each->object.get();
    const bool has_row = stored.contains(&object) || object.state() == ObjectState::Deleted;
    if (has_row) detail::set_key_columns(object, detail::view_of_key(each->old_key).data());
  }
  for (Object* object : stored) objects.take_own_key(*object);
}

}  // namespace orm::flush
