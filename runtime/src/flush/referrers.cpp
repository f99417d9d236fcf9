#include "flush/referrers.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

#include "flush/commit_order.h"
#include "graph/object_access.h"
#include "graph/relate.h"
#include "graph/unread.h"
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
    return !detail::lacks_column(object, column) && (!is_set || old_.contains({&object, column}));
  }
  bool are_known(const Object& object, std::uint64_t columns) const {
    bool are = true;
    for (unsigned column = 0; column < object.entity().columns.size(); ++column) {
      if ((columns & ObjectAccess::column_bit(column)) != 0) are = are && is_known(object, column);
    }
    return are;
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

bool is_in(const Group& group, const EntityMapping* entity) {
  const auto& in = group.entities;
  return std::find(in.begin(), in.end(), entity) != in.end();
}

// The columns of the keys that lead to the same group.
std::uint64_t key_columns(const EntityMapping& entity, const Group& group) {
  std::uint64_t columns = 0;
  for (const ForeignKeyMapping& key : entity.foreign_keys) {
    if (!is_in(group, key.target)) continue;
    for (const std::uint16_t column : key.columns) columns |= ObjectAccess::column_bit(column);
  }
  return columns;
}

// Those which, by what they held when they expired, refer to others. That may be wrong by now; what
// refers to them has been read along with them.
std::unordered_set<const Object*> doubtful_among(std::span<Object* const> removed,
                                                 const OldValues& old_values) {
  std::unordered_set<const Object*> doubtful;
  for (const auto& [target, referrers] : referrers_among(removed, old_values)) {
    for (const Object* referrer : referrers) {
      if (ObjectAccess::has(*referrer, ObjectAccess::expired_flag)) doubtful.insert(referrer);
    }
  }
  return doubtful;
}

}  // namespace

std::vector<UnreadKeys> unread_keys(const ChangeSet& changes) {
  std::vector<UnreadKeys> found;
  const bool may_be_unread =
      std::any_of(changes.removed.begin(), changes.removed.end(), [](const Object* object) {
        return ObjectAccess::changed(*object) != 0 ||
               ObjectAccess::has(*object, ObjectAccess::expired_flag);
      });
  if (!may_be_unread || changes.removed.size() < 2) return found;
  std::vector<const EntityMapping*> entities;
  for (const Object* object : changes.removed) {
    if (std::find(entities.begin(), entities.end(), &object->entity()) == entities.end()) {
      entities.push_back(&object->entity());
    }
  }
  for (const Group& group : commit_order(entities)) {
    if (!group.is_circular) continue;
    std::vector<Object*> removed;
    std::copy_if(changes.removed.begin(), changes.removed.end(), std::back_inserter(removed),
                 [&group](const Object* object) { return is_in(group, &object->entity()); });
    const Stored stored(changes.old_values);
    const auto doubtful = doubtful_among(removed, changes.old_values);
    for (Object* object : removed) {
      const std::uint64_t columns = key_columns(object->entity(), group);
      if (doubtful.contains(object) || !stored.are_known(*object, columns)) {
        found.push_back({object, columns});
      }
    }
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
