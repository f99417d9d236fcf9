#include "flush/circles.h"

#include <unordered_set>

#include "flush/unique_values.h"
#include "graph/foreign_keys.h"
#include "graph/object_access.h"

namespace orm::flush {

namespace {

using detail::ObjectAccess;

std::uint64_t columns_in(const ColumnsOf& columns, const Object& object) {
  const auto found = columns.find(&object);
  return found == columns.end() ? 0 : found->second;
}

std::uint64_t nullable_in(const Object& object, const ForeignKeyMapping& key) {
  return nullable_columns(object.entity(), key.columns);
}

// One NULL among its columns, and the key refers to nothing.
bool is_open(const ColumnsOf& columns, const Object& object, const ForeignKeyMapping& key) {
  return (columns_in(columns, object) & nullable_in(object, key)) != 0;
}

bool is_post_update(const EntityMapping& entity, const ForeignKeyMapping& key) {
  return (key.relationship != no_position && entity.relationships[key.relationship].post_update) ||
         (key.inverse != no_position && key.target->relationships[key.inverse].post_update);
}

// True for the key `only`, or, where that is null, for one with `post_update`.
bool is_wanted(const Object& object, const ForeignKeyMapping& key, const ForeignKeyMapping* only) {
  return only == nullptr ? is_post_update(object.entity(), key) : &key == only;
}

// By `post_update`, else by the first key that can be left out. `open_by` is called with null, or
// with the key, and returns whether that did it.
template <class OpenBy>
bool open(std::span<Object* const> circle, OpenBy open_by) {
  if (open_by(nullptr)) return true;
  for (const Object* object : circle) {
    for (const ForeignKeyMapping& key : object->entity().foreign_keys) {
      if (nullable_in(*object, key) != 0 && open_by(&key)) return true;
    }
  }
  return false;
}

// The object that an object is linked to by the key, where it has to be stored first. Not itself,
// when its key is known before it is.
Object* requirement(const Object& object, const ForeignKeyMapping& key) {
  Object* target = key.link == nullptr ? nullptr : (object.*key.link).target();
  if (target != &object) return target;
  for (const std::uint16_t column : key.columns) {
    if (detail::awaits_key(object, column)) return target;
  }
  return nullptr;
}

}  // namespace

void InsertDependencies::append_requirements(const Object& object,
                                             std::vector<Object*>& requirements) const {
  for (const ForeignKeyMapping& key : object.entity().foreign_keys) {
    Object* target = requirement(object, key);
    if (target != nullptr && !is_open(postponed_, object, key)) requirements.push_back(target);
  }
}

bool InsertDependencies::open_circle(std::span<Object* const> circle) {
  return open(circle, [&](const ForeignKeyMapping* only) { return postpone(circle, only); });
}

// Of all objects that are linked to another one of the circle: by `only`, or by `post_update`.
bool InsertDependencies::postpone(std::span<Object* const> circle, const ForeignKeyMapping* only) {
  const std::unordered_set<const Object*> in_circle(circle.begin(), circle.end());
  bool found = false;
  for (const Object* object : circle) {
    for (const ForeignKeyMapping& key : object->entity().foreign_keys) {
      if (!is_wanted(*object, key, only) || is_open(postponed_, *object, key)) continue;
      if (!in_circle.contains(requirement(*object, key))) continue;
      const std::uint64_t columns = nullable_in(*object, key);
      postponed_[object] |= columns;
      found |= columns != 0;
    }
  }
  return found;
}

std::uint64_t InsertDependencies::postponed(const Object& object) const {
  return columns_in(postponed_, object);
}

void DeleteDependencies::append_requirements(const Object& object,
                                             std::vector<Object*>& requirements) const {
  const auto found = referrers_.find(&object);
  if (found == referrers_.end()) return;
  for (const Referrer& each : found->second) {
    if (!is_open(vacated_, *each.object, *each.key)) requirements.push_back(each.object);
  }
}

bool DeleteDependencies::open_circle(std::span<Object* const> circle) {
  return open(circle, [&](const ForeignKeyMapping* only) { return vacate(circle, only); });
}

bool DeleteDependencies::vacate(std::span<Object* const> circle, const ForeignKeyMapping* only) {
  const std::unordered_set<const Object*> in_circle(circle.begin(), circle.end());
  bool found = false;
  for (const Object* object : circle) {
    const auto referrers = referrers_.find(object);
    if (referrers == referrers_.end()) continue;
    for (const Referrer& each : referrers->second) {
      if (!is_wanted(*each.object, *each.key, only) || !in_circle.contains(each.object)) continue;
      if (is_open(vacated_, *each.object, *each.key)) continue;
      const std::uint64_t columns = nullable_in(*each.object, *each.key);
      vacated_[each.object] |= columns;
      found |= columns != 0;
    }
  }
  return found;
}

}  // namespace orm::flush
