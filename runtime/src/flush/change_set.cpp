#include "flush/change_set.h"

#include <utility>

#include "graph/object_access.h"
#include "graph/relate.h"
#include "graph/unread.h"

namespace orm::flush {

using detail::ObjectAccess;

namespace {

// True when the column holds again what it held before. Columns that share a bit cannot be told
// apart, and are written together.
bool is_back(const OldValue& old) {
  return old.column < detail::first_shared_column &&
         detail::column_value(*old.object, old.column) == old.value.view() &&
         !detail::lacks_parent(*old.object, old.column) &&
         !detail::awaits_key(*old.object, old.column);
}

}  // namespace

void ChangeSet::note_other(const EntityMapping& entity) {
  const auto known = std::find(entities_.begin(), entities_.end(), &entity);
  if (known == entities_.end()) {
    entities_.push_back(&entity);
  } else {
    std::iter_swap(known, entities_.end() - 1);
  }
}

void ChangeSet::list(Object& object) {
  note(object.entity());
  changed.push_back(&object);
  ObjectAccess::add(object, ObjectAccess::listed_flag);
}

void ChangeSet::before_change(Object& object, unsigned column, std::string* text) {
  if (!ObjectAccess::has(object, ObjectAccess::listed_flag)) list(object);
  // Where it is not known what the column held, the change is written in any case.
  if (!detail::is_read(object, column)) return;
  if (text == nullptr) {
    old_values.emplace_back(object, column, detail::column_value(object, column));
  } else {
    old_values.emplace_back(object, column, std::move(*text));
  }
}

void ChangeSet::forget_noted(Object& object) {
  forget_columns(object);
  ObjectAccess::drop(object, ObjectAccess::removed_flag);
  added.erase(object);
  removed.erase(object);
  pairs.forget(object);
}

void ChangeSet::forget_columns(Object& object) {
  ObjectAccess::drop(object, ObjectAccess::listed_flag);
  changed.erase(object);
  old_values.erase(object);
}

void ChangeSet::let_go_of_changed() {
  for (Object* object : changed) ObjectAccess::drop(*object, ObjectAccess::listed_flag);
  changed.clear();
}

void ChangeSet::forget_changes() {
  for (Object* object : changed) {
    ObjectAccess::drop(*object, ObjectAccess::listed_flag);
    ObjectAccess::changed(*object) = 0;
  }
  changed.clear();
  old_values.clear();
  pairs.clear();
  abandoned.clear();
  defers_keys = false;
}

void ChangeSet::clear() {
  forget_changes();
  for (Object* object : removed) ObjectAccess::drop(*object, ObjectAccess::removed_flag);
  added.clear();
  removed.clear();
  entities_.clear();
}

bool ChangeSet::has_net_change(const Object& object) const {
  std::uint64_t columns = ObjectAccess::changed(object);
  for (const OldValue& old : old_values) {
    if (old.object == &object && is_back(old)) columns &= ~ObjectAccess::column_bit(old.column);
  }
  return columns != 0;
}

void ChangeSet::drop_unchanged() {
  for (const OldValue& old : old_values) {
    if (!is_back(old)) continue;
    ObjectAccess::changed(*old.object) &= ~ObjectAccess::column_bit(old.column);
  }
  old_values.erase_if([](const OldValue& old) {
    const std::uint64_t bit = ObjectAccess::column_bit(old.column);
    return !ObjectAccess::has(*old.object, ObjectAccess::removed_flag) &&
           (ObjectAccess::changed(*old.object) & bit) == 0;
  });
  changed.erase_if([](Object* object) {
    const bool is_unchanged = ObjectAccess::changed(*object) == 0;
    if (is_unchanged) ObjectAccess::drop(*object, ObjectAccess::listed_flag);
    return is_unchanged;
  });
}

}  // namespace orm::flush
