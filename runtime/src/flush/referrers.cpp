#include "flush/referrers.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_set>

#include "flush/commit_order.h"
#include "graph/object_access.h"
#include "value/columns.h"

namespace orm::flush {

namespace {

using detail::ObjectAccess;

bool is_in(const Group& group, const EntityMapping* entity) {
  const auto& in = group.entities;
  return std::find(in.begin(), in.end(), entity) != in.end();
}

// The columns of the keys that lead to the same group.
std::uint64_t key_columns(const EntityMapping& entity, const Group& group) {
  std::uint64_t columns = 0;
  for (const ForeignKeyMapping& key : entity.foreign_keys) {
    if (!is_in(group, key.target)) continue;
    columns |= column_bits(key.columns);
  }
  return columns;
}

// Those which, by what they held when they expired, refer to others. That may be wrong by now; what
// refers to them has been read along with them.
std::unordered_set<const Object*> doubtful_among(std::span<Object* const> removed,
                                                 const StoredValues& stored) {
  std::unordered_set<const Object*> doubtful;
  for (const auto& [target, referrers] : referrers_among(removed, stored)) {
    for (const Referrer& each : referrers) {
      if (ObjectAccess::has(*each.object, ObjectAccess::expired_flag)) doubtful.insert(each.object);
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
    const StoredValues stored(changes.old_values);
    const auto doubtful = doubtful_among(removed, stored);
    for (Object* object : removed) {
      const std::uint64_t columns = key_columns(object->entity(), group);
      if (doubtful.contains(object) || !stored.are_known(*object, columns)) {
        found.push_back({object, columns});
      }
    }
  }
  return found;
}

Referrers referrers_among(std::span<Object* const> objects, const StoredValues& stored) {
  std::unordered_map<const EntityMapping*, std::vector<Object*>> by_entity;
  for (Object* object : objects) by_entity[&object->entity()].push_back(object);
  Referrers referrers;
  for (const auto& [entity, of_entity] : by_entity) {
    for (const ForeignKeyMapping& key : entity->foreign_keys) {
      const auto targets = by_entity.find(key.target);
      if (targets == by_entity.end()) continue;
      std::unordered_map<std::string, Object*> target_of;
      for (Object* target : targets->second) {
        if (auto bytes = stored.bytes(*target, key.target_columns)) {
          target_of.emplace(*std::move(bytes), target);
        }
      }
      for (Object* object : of_entity) {
        const auto bytes = stored.bytes(*object, key.columns);
        const auto target = bytes ? target_of.find(*bytes) : target_of.end();
        if (target == target_of.end() || target->second == object) continue;
        referrers[target->second].push_back({object, &key});
      }
    }
  }
  return referrers;
}

}  // namespace orm::flush
