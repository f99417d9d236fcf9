#include "flush/row_switch.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "flush/filled_columns.h"
#include "graph/foreign_keys.h"
#include "graph/key_view.h"
#include "graph/object_access.h"
#include "graph/unread.h"
#include "orm/error.h"
#include "value/describe.h"
#include "value/key_bytes.h"

namespace orm::flush {

namespace {

using detail::ObjectAccess;

// What the database would do to rows that refer to a deleted one happens only if it is deleted.
bool has_database_actions(const EntityMapping& entity) {
  return std::any_of(entity.relationships.begin(), entity.relationships.end(),
                     [](const RelationshipMapping& relationship) {
                       if (relationship.kind != RelationshipKind::OneToMany &&
                           relationship.kind != RelationshipKind::OneToOne) {
                         return false;
                       }
                       const OnDelete action =
                           relationship.target->foreign_keys[relationship.key].on_delete;
                       return action != OnDelete::NoAction && action != OnDelete::Restrict;
                     });
}

std::string key_of(const Object& object) {
  const detail::KeyView key(object);
  std::string bytes;
  for (const ValueView& value : key.values()) append_key_bytes(bytes, value);
  return bytes;
}

[[noreturn]] void not_handed_on(const Object& added) {
  throw InvalidRequestError(
      std::string("a new ") + added.entity().name + " has the key " +
      describe_key(detail::KeyView(added).values()) +
      " of one that is removed, and the database deletes or changes other rows along with that "
      "one; flush after removing it, or change the stored object instead");
}

bool is_part_of_key(const EntityMapping& entity, unsigned column) {
  return std::find(entity.key.begin(), entity.key.end(), column) != entity.key.end();
}

std::uint64_t differing_columns(const Object& removed, const Object& added) {
  const EntityMapping& entity = added.entity();
  const FilledColumns filled(entity);
  const std::uint64_t left = left_to_database(added, filled);
  std::uint64_t columns = 0;
  for (unsigned column = 0; column < entity.columns.size(); ++column) {
    const std::uint64_t bit = ObjectAccess::column_bit(column);
    // The row has a version already.
    if (is_part_of_key(entity, column) || column == filled.version || (left & bit) != 0) continue;
    const bool is_known =
        detail::is_read(removed, column) && (ObjectAccess::changed(removed) & bit) == 0;
    const bool is_same =
        is_known && !detail::awaits_key(added, column) &&
        detail::column_value(removed, column) == detail::column_value(added, column);
    if (!is_same) columns |= bit;
  }
  return columns;
}

}  // namespace

std::vector<RowSwitch> row_switches(const ChangeSet& changes) {
  std::vector<RowSwitch> switches;
  if (changes.removed.empty() || changes.added.empty()) return switches;
  std::unordered_map<const EntityMapping*, std::unordered_map<std::string, Object*>> removed;
  for (Object* object : changes.removed) {
    removed[&object->entity()].emplace(key_of(*object), object);
  }
  for (Object* object : changes.added) {
    const auto of_entity = removed.find(&object->entity());
    if (of_entity == removed.end() || !orm::has_key(*object)) continue;
    const auto found = of_entity->second.find(key_of(*object));
    if (found == of_entity->second.end()) continue;
    if (has_database_actions(object->entity())) not_handed_on(*object);
    switches.push_back({found->second, object, differing_columns(*found->second, *object)});
    of_entity->second.erase(found);
  }
  return switches;
}

}  // namespace orm::flush
