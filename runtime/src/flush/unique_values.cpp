#include "flush/unique_values.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>

#include "graph/foreign_keys.h"
#include "graph/object_access.h"
#include "value/columns.h"
#include "value/key_bytes.h"

namespace orm::flush {

namespace {

using detail::ObjectAccess;
using Columns = std::span<const std::uint16_t>;

// A stored object that keeps its values needs no room, and makes none.
bool keeps(const Object& object, Columns columns) {
  return object.state() == ObjectState::Persistent &&
         !ObjectAccess::has(object, ObjectAccess::removed_flag) &&
         !detail::is_any_in(columns, ObjectAccess::changed(object));
}

// The database gives the column its value.
bool is_made_there(const Object& object, std::uint16_t column) {
  if (object.state() == ObjectState::Persistent) return false;
  const ColumnSource source = object.entity().columns[column].source;
  const bool is_given = (ObjectAccess::changed(object) & ObjectAccess::column_bit(column)) != 0;
  if (source == ColumnSource::Computed) return true;
  const bool is_generated = object.entity().generated_key && object.entity().key[0] == column;
  return !is_given && (is_generated || source == ColumnSource::ServerDefault);
}

// Nothing for values that nobody can hold yet, as they come from a new object.
std::optional<std::string> wanted_bytes(const Object& object, Columns columns) {
  if (keeps(object, columns)) return std::nullopt;
  std::string bytes;
  for (const std::uint16_t column : columns) {
    if (detail::awaits_key(object, column) || is_made_there(object, column)) return std::nullopt;
    const ValueView value = detail::column_value(object, column);
    if (value.is_null()) return std::nullopt;
    append_key_bytes(bytes, value);
  }
  return bytes;
}

// The unique sets of the entity, and its primary key where stored objects change theirs: a new
// object with the key of a removed one takes over its row.
std::vector<Columns> changing_sets(const EntityMapping& entity, std::span<Object* const> holders,
                                   std::span<Object* const> wanting) {
  std::vector<Columns> sets;
  for (const UniqueMapping& unique : entity.uniques) sets.push_back(unique.columns);
  const auto changes_key = [&entity](const Object* object) {
    return object->state() == ObjectState::Persistent && !keeps(*object, entity.key) &&
           !ObjectAccess::has(*object, ObjectAccess::removed_flag);
  };
  if (std::any_of(holders.begin(), holders.end(), changes_key) ||
      std::any_of(wanting.begin(), wanting.end(), changes_key)) {
    sets.push_back(entity.key);
  }
  return sets;
}

// What of an entity changes its unique values.
struct OfEntity {
  bool has_removed = false;
  std::size_t added = 0;
  std::vector<Object*> changed = {};

  std::size_t wanting() const { return added + changed.size(); }
  // Somebody may want what another one holds.
  bool matters() const { return wanting() > 1 || (has_removed && wanting() > 0); }
};

}  // namespace

std::vector<Taken> taken_values(const EntityMapping& entity, std::span<Object* const> holders,
                                std::span<Object* const> wanting, const StoredValues& stored) {
  std::vector<Taken> taken;
  for (const Columns columns : changing_sets(entity, holders, wanting)) {
    std::unordered_map<std::string, Object*> holder_of;
    for (Object* holder : holders) {
      if (keeps(*holder, columns)) continue;
      if (auto bytes = stored.bytes(*holder, columns)) {
        holder_of.emplace(*std::move(bytes), holder);
      }
    }
    if (holder_of.empty()) continue;
    for (Object* object : wanting) {
      const std::optional<std::string> bytes = wanted_bytes(*object, columns);
      const auto found = bytes ? holder_of.find(*bytes) : holder_of.end();
      if (found == holder_of.end() || found->second == object) continue;
      taken.push_back({object, found->second, columns});
    }
  }
  return taken;
}

std::uint64_t unique_columns(const EntityMapping& entity) {
  std::uint64_t columns = 0;
  for (const UniqueMapping& unique : entity.uniques) {
    columns |= column_bits(unique.columns);
  }
  return columns;
}

std::vector<Object*> unread_unique_values(const ChangeSet& changes) {
  std::vector<Object*> unread;
  if (changes.changed.empty() && changes.removed.empty()) return unread;
  std::unordered_map<const EntityMapping*, OfEntity> entities;
  for (const Object* object : changes.removed) {
    if (!object->entity().uniques.empty()) entities[&object->entity()].has_removed = true;
  }
  const EntityMapping* last = nullptr;
  std::uint64_t of_last = 0;
  for (Object* object : changes.changed) {
    if (&object->entity() != last) {
      last = &object->entity();
      of_last = unique_columns(*last);
    }
    const bool is_stored = !ObjectAccess::has(*object, ObjectAccess::removed_flag);
    if (!is_stored || (of_last & ObjectAccess::changed(*object)) == 0) continue;
    entities[&object->entity()].changed.push_back(object);
  }
  if (entities.empty()) return unread;
  for (const Object* object : changes.added) {
    const auto found = entities.find(&object->entity());
    if (found != entities.end()) ++found->second.added;
  }
  const bool is_needed = std::any_of(entities.begin(), entities.end(),
                                     [](const auto& each) { return each.second.matters(); });
  if (!is_needed) return unread;
  const StoredValues stored(changes.old_values);
  const auto add_unread = [&](Object* object) {
    const std::uint64_t columns = unique_columns(object->entity());
    const bool is_removed = ObjectAccess::has(*object, ObjectAccess::removed_flag);
    const bool has_expired = ObjectAccess::has(*object, ObjectAccess::expired_flag);
    if ((is_removed && has_expired) || !stored.are_known(*object, columns)) {
      unread.push_back(object);
    }
  };
  for (Object* object : changes.removed) {
    const auto found = entities.find(&object->entity());
    if (found != entities.end() && found->second.wanting() > 0) add_unread(object);
  }
  for (const auto& [entity, of_entity] : entities) {
    if (of_entity.wanting() < 2) continue;
    for (Object* object : of_entity.changed) add_unread(object);
  }
  return unread;
}

std::uint64_t nullable_columns(const EntityMapping& entity, Columns columns) {
  std::uint64_t nullable = 0;
  for (const std::uint16_t column : columns) {
    if (entity.columns[column].nullable) nullable |= ObjectAccess::column_bit(column);
  }
  return nullable;
}

}  // namespace orm::flush
