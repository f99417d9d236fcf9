// What a flush has to know of rows before it plans, and reads where objects do not say it.
#include <algorithm>
#include <unordered_map>
#include <vector>

#include "flush/filled_columns.h"
#include "flush/referrers.h"
#include "flush/unique_values.h"
#include "graph/key_view.h"
#include "graph/object_access.h"
#include "graph/relate.h"
#include "graph/unread.h"
#include "load/adaptive_loader.h"
#include "load/lazy_loader.h"
#include "session/session_core.h"
#include "sql/key_list.h"
#include "value/columns.h"

namespace orm::detail {

// An UPDATE or DELETE of a versioned row names the version that it changes.
void SessionCore::read_versions() {
  const auto read = [this](Object& object) {
    const bool is_expired = ObjectAccess::has(object, ObjectAccess::expired_flag);
    if (is_expired && flush::FilledColumns(object.entity()).has_version()) load_columns(object);
  };
  for (Object* object : changes_.changed) read(*object);
  for (Object* object : changes_.removed) read(*object);
}

// A row goes before those that it refers to, whatever its object was set to refer to since.
void SessionCore::read_keys() {
  for (const flush::UnreadKeys& each : flush::unread_keys(changes_)) {
    ObjectAccess::changed(*each.object) &= ~each.columns;
    set_unread(*each.object, 0);
    ObjectAccess::add(*each.object, ObjectAccess::expired_flag);
    load::Context context = this->context();
    load::load_row(context.connection, context.objects, each.object->entity(),
                   KeyView(*each.object).data());
  }
}

// To what refers to an object with a new primary key, where the database does not do that.
void SessionCore::hand_on_keys() {
  if (!objects_.has_row_keys()) return;
  for (Object* object : changes_.removed) objects_.restore_key(*object);
  const std::vector<Object*> changed(changes_.changed.begin(), changes_.changed.end());
  for (const Object* object : changed) {
    const std::uint64_t columns = column_bits(object->entity().key);
    if ((columns & ObjectAccess::changed(*object)) == 0) continue;
    for (const RelationshipMapping& relationship : object->entity().relationships) {
      if (relationship.passive_updates || !has_key_on_target(relationship)) continue;
      const ForeignKeyMapping& key = relationship.target->foreign_keys[relationship.key];
      for_each_target(*object, relationship, [&](Object& child) {
        write_foreign_key(child, key, object);
        changes_.defers_keys = true;
      });
    }
  }
}

// Who makes room for whom is a matter of what the rows hold.
void SessionCore::read_unique_values() {
  std::unordered_map<const EntityMapping*, std::vector<Object*>> unread;
  for (Object* object : flush::unread_unique_values(changes_)) {
    unread[&object->entity()].push_back(object);
  }
  for (const auto& [entity, objects] : unread) {
    for (std::size_t first = 0; first < objects.size(); first += sql::most_keys) {
      const auto begin = objects.begin() + static_cast<std::ptrdiff_t>(first);
      const std::size_t count = std::min(objects.size() - first, sql::most_keys);
      read_set_columns({begin, begin + static_cast<std::ptrdiff_t>(count)});
    }
  }
}

// As if they had been read before they were set.
void SessionCore::read_set_columns(const std::vector<Object*>& objects) {
  struct Set {
    Object* object;
    unsigned column;
    Value value;
  };
  const std::uint64_t columns = flush::unique_columns(objects.front()->entity());
  std::vector<Set> set;
  for (Object* object : objects) {
    const std::uint64_t hidden = columns & ObjectAccess::changed(*object);
    for (unsigned column = 0; column < object->entity().columns.size(); ++column) {
      if ((hidden & ObjectAccess::column_bit(column)) == 0) continue;
      set.push_back({object, column, Value(column_value(*object, column))});
    }
    ObjectAccess::changed(*object) &= ~hidden;
    set_unread(*object, 0);
    ObjectAccess::add(*object, ObjectAccess::expired_flag);
  }
  load::Context context = this->context();
  load::load_expired_together(context, objects, columns);
  for (const Set& each : set) {
    changes_.before_change(*each.object, each.column);
    ObjectAccess::changed(*each.object) |= ObjectAccess::column_bit(each.column);
    fill_column(*each.object, each.column, each.value.view());
  }
}

}  // namespace orm::detail
