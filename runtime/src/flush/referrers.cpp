#include "flush/referrers.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "flush/commit_order.h"
#include "graph/object_access.h"
#include "graph/relate.h"
#include "value/key_bytes.h"

namespace orm::flush {

namespace {

using detail::ObjectAccess;

class Stored {
 public:
  explicit Stored(const OldValues& old_values) {
    for (const OldValue& old : old_values) {
      if (ObjectAccess::has(*old.object, ObjectAccess::removed_flag)) {
        old_.emplace(std::pair(old.object, old.column), old.value.view());
      }
    }
  }

  bool is_known(const Object& object, unsigned column) const {
    const bool is_set = (ObjectAccess::changed(object) & ObjectAccess::column_bit(column)) != 0;
    return !is_set || old_.contains({&object, column});
  }

  /// The values of some columns as bytes that are equal when they are; nothing where one is NULL or
  /// is not known, because an object was set without being read.
  std::optional<std::string> text(const Object& object,
                                  std::span<const std::uint16_t> columns) const {
    std::string bytes;
    for (const std::uint16_t column : columns) {
      const auto old = old_.find({&object, column});
      if (!is_known(object, column)) return std::nullopt;
      const ValueView value =
          old == old_.end() ? detail::column_value(object, column) : old->second;
      if (value.is_null()) return std::nullopt;
      append_key_bytes(bytes, value);
    }
    return bytes;
  }

 private:
  std::map<std::pair<const Object*, unsigned>, ValueView> old_;
};

// Whether rows of both may refer to each other.
bool are_in_a_circle(const std::vector<Group>& groups, const EntityMapping* one,
                     const EntityMapping* other) {
  return std::any_of(groups.begin(), groups.end(), [&](const Group& group) {
    const auto has = [&group](const EntityMapping* entity) {
      return std::find(group.entities.begin(), group.entities.end(), entity) !=
             group.entities.end();
    };
    return group.is_circular && has(one) && has(other);
  });
}

}  // namespace

std::vector<UnreadKeys> unread_keys(const ChangeSet& changes) {
  const bool has_set =
      std::any_of(changes.removed.begin(), changes.removed.end(),
                  [](const Object* object) { return ObjectAccess::changed(*object) != 0; });
  if (!has_set || changes.removed.size() < 2) return {};
  std::vector<const EntityMapping*> entities;
  for (const Object* object : changes.removed) {
    if (std::find(entities.begin(), entities.end(), &object->entity()) == entities.end()) {
      entities.push_back(&object->entity());
    }
  }
  const std::vector<Group> groups = commit_order(entities);
  std::vector<UnreadKeys> found;
  const Stored stored(changes.old_values);
  for (Object* object : changes.removed) {
    std::uint64_t columns = 0;
    for (const ForeignKeyMapping& key : object->entity().foreign_keys) {
      if (!are_in_a_circle(groups, &object->entity(), key.target)) continue;
      for (const std::uint16_t column : key.columns) {
        if (!stored.is_known(*object, column)) columns |= ObjectAccess::column_bit(column);
      }
    }
    if (columns != 0) found.push_back({object, columns});
  }
  return found;
}

Referrers referrers_among(std::span<Object* const> removed, const OldValues& old_values) {
  const Stored stored(old_values);
  std::unordered_map<const EntityMapping*, std::vector<Object*>> by_entity;
  for (Object* object : removed) by_entity[&object->entity()].push_back(object);
  Referrers referrers;
  for (const auto& [entity, objects] : by_entity) {
    for (const ForeignKeyMapping& key : entity->foreign_keys) {
      const auto targets = by_entity.find(key.target);
      if (targets == by_entity.end()) continue;
      std::unordered_map<std::string, Object*> target_of;
      for (Object* target : targets->second) {
        if (auto text = stored.text(*target, key.target_columns)) {
          target_of.emplace(*std::move(text), target);
        }
      }
      for (Object* object : objects) {
        const auto text = stored.text(*object, key.columns);
        const auto target = text ? target_of.find(*text) : target_of.end();
        if (target == target_of.end() || target->second == object) continue;
        referrers[target->second].push_back(object);
      }
    }
  }
  return referrers;
}

}  // namespace orm::flush
