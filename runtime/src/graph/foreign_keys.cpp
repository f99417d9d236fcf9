#include "graph/foreign_keys.h"

#include <algorithm>
#include <string>

#include "graph/graph.h"
#include "graph/key_view.h"
#include "graph/object_access.h"
#include "graph/unread.h"
#include "orm/error.h"
#include "orm/row.h"
#include "value/describe.h"

namespace orm::detail {

namespace {

bool has_nullable_column(const EntityMapping& entity, const ForeignKeyMapping& key) {
  return std::any_of(key.columns.begin(), key.columns.end(),
                     [&](std::uint16_t column) { return entity.columns[column].nullable; });
}

// The column has a value that is, or will be, that of its row.
bool has_value(const Object& object, unsigned column) {
  return object.state() >= ObjectState::Persistent ||
         (ObjectAccess::changed(object) & ObjectAccess::column_bit(column)) != 0;
}

// True when a link over another key gives the column its value.
bool is_shared(const Object& object, const ForeignKeyMapping& key, unsigned column) {
  for (const ForeignKeyMapping& other : object.entity().foreign_keys) {
    if (&other == &key || other.link == nullptr || !is_in(other.columns, column)) continue;
    if ((object.*other.link).target() != nullptr) return true;
  }
  return false;
}

// The key leads nowhere: its optional columns become NULL, which is enough, or it has none, and all
// of them count as not given.
void clear_foreign_key(Object& child, const ForeignKeyMapping& key) {
  const bool is_optional = has_nullable_column(child.entity(), key);
  for (const std::uint16_t column : key.columns) {
    if (child.entity().columns[column].nullable) {
      assign_column(child, column, ValueView());
    } else if (is_optional || is_shared(child, key, column)) {
      continue;
    } else if (child.state() == ObjectState::Persistent) {
      // The flush has to see it, though nothing changes.
      ObjectAccess::before_change(child, column);
    } else {
      ObjectAccess::changed(child) &= ~ObjectAccess::column_bit(column);
    }
  }
  if (!child.entity().generated_key) note_key(child);
}

// A flush writes the column as soon as the parent has its key; until then it has no value.
void await_value(Object& child, unsigned column) {
  if (child.state() == ObjectState::Persistent) ObjectAccess::before_change(child, column);
  if (child.entity().columns[column].nullable) {
    assign_column(child, column, ValueView());
  } else if (child.state() != ObjectState::Persistent) {
    ObjectAccess::changed(child) &= ~ObjectAccess::column_bit(column);
    if (!child.entity().generated_key) note_key(child);
  }
}

// Keys that share a column may be linked to parents which do not agree on it.
void require_agreement(const Object& child, const ForeignKeyMapping& key, const Object& parent) {
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    const ValueView wanted = column_value(parent, key.target_columns[i]);
    const bool is_known = !lacks_column(parent, key.target_columns[i]);
    if (!is_known || column_value(child, key.columns[i]) == wanted) continue;
    const EntityMapping& entity = child.entity();
    throw InvalidRequestError(std::string("the ") + key.target->name + " that this " + entity.name +
                              " refers to needs " + describe(wanted) + " in " + entity.name +
                              "::" + entity.columns[key.columns[i]].name +
                              ", which another key of it shares; link it to objects that agree");
  }
}

// Most keys are one integer of an object that is not stored yet: what follows, for them alone.
// False where it is not so.
bool write_integer(Object& child, const ForeignKeyMapping& key, const Object& parent) {
  if (key.columns.size() != 1 || child.state() == ObjectState::Persistent) return false;
  if (!child.entity().generated_key) return false;
  const unsigned referenced = key.target_columns[0];
  const IntegerMember& from = parent.entity().columns[referenced].integer;
  if (from.required == nullptr || lacks_column(parent, referenced)) return false;
  const IntegerMember& to = child.entity().columns[key.columns[0]].integer;
  const bool is_known = has_value(parent, referenced);
  if (to.optional != nullptr) {
    std::optional<std::int64_t>& member = child.*to.optional;
    member = is_known ? std::optional(parent.*from.required) : std::nullopt;
  } else if (to.required == nullptr) {
    return false;
  } else if (is_known) {
    child.*to.required = parent.*from.required;
  }
  // Until the parent has its key, an optional column is NULL, and a required one has no value.
  const std::uint64_t bit = ObjectAccess::column_bit(key.columns[0]);
  if (is_known || to.optional != nullptr) {
    ObjectAccess::changed(child) |= bit;
  } else {
    ObjectAccess::changed(child) &= ~bit;
  }
  return true;
}

// By itself, so that write_integer has few registers to save.
[[gnu::noinline]] void write_any(Object& child, const ForeignKeyMapping& key,
                                 const Object* parent) {
  if (parent == nullptr) return clear_foreign_key(child, key);
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    // What nobody has read nobody has changed.
    if (lacks_column(*parent, key.target_columns[i])) continue;
    if (has_value(*parent, key.target_columns[i])) {
      assign_column(child, key.columns[i], column_value(*parent, key.target_columns[i]));
    } else {
      await_value(child, key.columns[i]);
    }
  }
}

}  // namespace

bool is_in(std::span<const std::uint16_t> columns, unsigned column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

void assign_column(Object& object, unsigned column, const ValueView& value) {
  if (object.state() == ObjectState::Persistent) {
    // What an expired object holds may never have been in the database, but for its key.
    const bool is_surely_stored = is_read(object, column) || is_in(object.entity().key, column);
    if (is_surely_stored && column_value(object, column) == value) return;
    if (is_in(object.entity().key, column)) session_of(object)->before_key_change(object);
    ObjectAccess::before_change(object, column);
  } else {
    ObjectAccess::changed(object) |= ObjectAccess::column_bit(column);
  }
  fill_column(object, column, value);
  if (!object.entity().generated_key) note_key(object);
}

void assign_column_and_links(Object& object, unsigned column, const ValueView& value) {
  ObjectAccess::before_foreign_key_change(object, column);
  assign_column(object, column, value);
  ObjectAccess::foreign_key_changed(object, column);
}

ValueView column_value(const Object& object, unsigned column) {
  const IntegerMember& integer = object.entity().columns[column].integer;
  if (integer.required != nullptr) return ValueView::of_integer(object.*integer.required);
  if (integer.optional != nullptr) {
    const std::optional<std::int64_t>& member = object.*integer.optional;
    return member ? ValueView::of_integer(*member) : ValueView();
  }
  ValueView value;
  RowWriter writer(object.entity(), ColumnSet::one(column), &value);
  object.entity().write(object, writer);
  return value;
}

void fill_column(Object& object, unsigned column, const ValueView& value) {
  const IntegerMember& integer = object.entity().columns[column].integer;
  if (value.kind == ValueKind::Integer && integer.required != nullptr) {
    object.*integer.required = value.integer;
    return;
  }
  if (value.kind == ValueKind::Integer && integer.optional != nullptr) {
    object.*integer.optional = value.integer;
    return;
  }
  if (value.kind == ValueKind::Null && integer.optional != nullptr) {
    (object.*integer.optional).reset();
    return;
  }
  RowReader reader(object.entity(), &value, ColumnSet::one(column));
  object.entity().read(object, reader);
}

Object* find_referenced(Attachment& session, const Object& object, const ForeignKeyMapping& key) {
  if (key.columns.size() == 1) {
    if (key.target->key.size() != 1 || key.target->key[0] != key.target_columns[0]) return nullptr;
    if (!has_value(object, key.columns[0])) return nullptr;
    const ValueView value = column_value(object, key.columns[0]);
    return value.is_null() ? nullptr : session.find_loaded(*key.target, &value);
  }
  if (!names_primary_key(key) || has_null(object, key)) return nullptr;
  return session.find_loaded(*key.target, KeyView(object, key).data());
}

bool is_of_one_to_one(const ForeignKeyMapping& key) {
  return key.inverse != no_position &&
         key.target->relationships[key.inverse].kind == RelationshipKind::OneToOne;
}

bool is_any_in(std::span<const std::uint16_t> columns, std::uint64_t set) {
  return std::any_of(columns.begin(), columns.end(), [set](std::uint16_t column) {
    return (set & ObjectAccess::column_bit(column)) != 0;
  });
}

bool has_foreign_key_in(const EntityMapping& entity, std::uint64_t set) {
  return std::any_of(entity.foreign_keys.begin(), entity.foreign_keys.end(),
                     [set](const ForeignKeyMapping& key) { return is_any_in(key.columns, set); });
}

bool is_set(const Object& object, const ForeignKeyMapping& key) {
  return is_any_in(key.columns, ObjectAccess::changed(object));
}

bool has_null(const Object& object, const ForeignKeyMapping& key) {
  return std::any_of(key.columns.begin(), key.columns.end(), [&](std::uint16_t column) {
    return !has_value(object, column) || column_value(object, column).is_null();
  });
}

bool lacks_parent(const Object& object, const ForeignKeyMapping& key) {
  if (key.link == nullptr || has_nullable_column(object.entity(), key)) return false;
  const ToOne& link = object.*key.link;
  return link.is_loaded() && link.target() == nullptr;
}

bool lacks_parent(const Object& object, unsigned column) {
  const auto& keys = object.entity().foreign_keys;
  return std::any_of(keys.begin(), keys.end(), [&](const ForeignKeyMapping& key) {
    return is_in(key.columns, column) && lacks_parent(object, key);
  });
}

bool awaits_key(const Object& object, unsigned column) {
  for (const ForeignKeyMapping& key : object.entity().foreign_keys) {
    const Object* target = key.link == nullptr ? nullptr : (object.*key.link).target();
    if (target == nullptr) continue;
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
      if (key.columns[i] == column && !has_value(*target, key.target_columns[i])) return true;
    }
  }
  return false;
}

bool comes_from_link(const Object& object, unsigned column) {
  const auto& keys = object.entity().foreign_keys;
  return std::any_of(keys.begin(), keys.end(), [&](const ForeignKeyMapping& key) {
    return key.link != nullptr && (object.*key.link).target() != nullptr &&
           is_in(key.columns, column);
  });
}

void note_key(Object& object) {
  if (object.state() >= ObjectState::Persistent) return;
  bool is_given = true;
  for (const std::uint16_t column : object.entity().key) {
    is_given &= (ObjectAccess::changed(object) & ObjectAccess::column_bit(column)) != 0;
  }
  if (is_given) {
    ObjectAccess::add(object, ObjectAccess::key_flag);
  } else {
    ObjectAccess::drop(object, ObjectAccess::key_flag);
  }
}

void require_same_key(const Object& child, const ForeignKeyMapping& key, const Object& parent) {
  if (child.state() != ObjectState::Persistent) return;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    const std::uint16_t column = key.columns[i];
    if (!is_in(child.entity().key, column)) continue;
    const std::uint16_t target = key.target_columns[i];
    if (has_value(parent, target) && column_value(parent, target) == column_value(child, column)) {
      continue;
    }
    throw InvalidRequestError(std::string("the foreign key ") + child.entity().name +
                              "::" + child.entity().columns[column].name +
                              " is part of the primary key of a stored object, which a link "
                              "does not change; set the column, if that is meant");
  }
}
void write_foreign_key(Object& child, const ForeignKeyMapping& key, const Object* parent) {
  if (parent != nullptr && write_integer(child, key, *parent)) return;
  write_any(child, key, parent);
}

void forget_foreign_key(Object& child, const ForeignKeyMapping& key,
                        const Object& parent) noexcept {
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    if (!has_value(parent, key.target_columns[i])) await_value(child, key.columns[i]);
  }
}

void write_foreign_keys(Object& child, std::uint64_t left_out) {
  const auto parent_by = [&](const ForeignKeyMapping& key) -> const Object* {
    if (key.link == nullptr || (left_out != 0 && is_any_in(key.columns, left_out))) return nullptr;
    return (child.*key.link).target();
  };
  bool may_disagree = false;
  for (const ForeignKeyMapping& key : child.entity().foreign_keys) {
    const Object* parent = parent_by(key);
    if (parent == nullptr) continue;
    write_foreign_key(child, key, parent);
    may_disagree |= key.columns.size() > 1;
  }
  if (!may_disagree) return;
  for (const ForeignKeyMapping& key : child.entity().foreign_keys) {
    if (const Object* parent = parent_by(key)) require_agreement(child, key, *parent);
  }
}

}  // namespace orm::detail
