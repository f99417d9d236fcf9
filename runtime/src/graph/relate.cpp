#include "graph/relate.h"

#include <algorithm>
#include <string>

#include "graph/graph.h"
#include "graph/key_view.h"
#include "graph/object_access.h"
#include "orm/error.h"
#include "orm/row.h"
#include "value/describe.h"

namespace orm::detail {

namespace {

bool contains(std::span<const std::uint16_t> columns, unsigned column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

bool is_known(const Object& object) {
  return object.state() == ObjectState::Persistent || object.state() == ObjectState::Pending;
}

// `owner` is the object whose attribute the program changes. Before any link changes, for the
// session may refuse the other one.
void announce(Object& owner, Object& other) {
  Attachment* session = session_of(owner);
  if (session == nullptr) return;
  if (is_known(owner) && !is_known(other)) {
    session->linked_from_owner(owner, other);
  } else if (!is_known(owner) && is_known(other)) {
    session->linked_from_stranger(owner);
  }
}

const RelationshipMapping* inverse_of(const ForeignKeyMapping& key) {
  return key.inverse == kNone ? nullptr : &key.target->relationships[key.inverse];
}

// The parent as far as memory knows: a link that is not loaded may still name a loaded object.
Object* known_parent(Object& child, const ForeignKeyMapping& key) {
  const ToOne& link = child.*key.link;
  if (link.is_loaded() || child.state() != ObjectState::Persistent) return link.target();
  return find_referenced(*session_of(child), child, key);
}

void leave(Object& parent, const RelationshipMapping& inverse, Object& child) {
  if (inverse.to_many != nullptr) {
    ToMany& list = parent.*inverse.to_many;
    for (std::uint32_t i = position_in(list, &child); i < size_of(list);
         i = position_in(list, &child)) {
      LinkAccess::erase(list, i);
    }
  } else if ((parent.*inverse.to_one).target() == &child) {
    LinkAccess::set(parent.*inverse.to_one, nullptr);
  }
}

void enter(Object& parent, const RelationshipMapping& inverse, const ForeignKeyMapping& key,
           Object& child) {
  if (inverse.to_many != nullptr) {
    LinkAccess::push(parent.*inverse.to_many, &child);
    return;
  }
  Object* replaced = (parent.*inverse.to_one).target();
  if (replaced != nullptr && replaced != &child) {
    LinkAccess::set(replaced->*key.link, nullptr);
    write_foreign_key(*replaced, key, nullptr);
  }
  LinkAccess::set(parent.*inverse.to_one, &child);
  if (replaced != nullptr) ObjectAccess::graph(parent)->cut();
}

void assign_column(Object& object, unsigned column, const ValueView& value) {
  const ColumnSet columns = ColumnSet::one(column);
  if (object.state() == ObjectState::Persistent) {
    // What an expired object holds may never have been in the database, but for its key.
    const bool is_surely_stored =
        !ObjectAccess::has(object, ObjectAccess::kExpired) || contains(object.entity().key, column);
    if (is_surely_stored && column_value(object, column) == value) return;
    ObjectAccess::before_change(object, column);
  } else {
    ObjectAccess::changed(object) |= ObjectAccess::column_bit(column);
  }
  RowReader reader(object.entity(), &value, columns);
  object.entity().read(object, reader);
  if (!object.entity().generated_key) note_key(object);
}

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
    if (&other == &key || other.link == nullptr || !contains(other.columns, column)) continue;
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
    if (column_value(child, key.columns[i]) == wanted) continue;
    const EntityMapping& entity = child.entity();
    throw InvalidRequestError(std::string("the ") + key.target->name + " that this " + entity.name +
                              " refers to needs " + describe(wanted) + " in " + entity.name +
                              "::" + entity.columns[key.columns[i]].name +
                              ", which another key of it shares; link it to objects that agree");
  }
}

}  // namespace

ValueView column_value(const Object& object, unsigned column) {
  ValueView value;
  RowWriter writer(ColumnSet::one(column), &value);
  object.entity().write(object, writer);
  return value;
}

Object* find_referenced(Attachment& session, const Object& object, const ForeignKeyMapping& key) {
  if (!names_primary_key(key) || has_null(object, key)) return nullptr;
  return session.find_loaded(*key.target, KeyView(object, key).data());
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
    return contains(key.columns, column) && lacks_parent(object, key);
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

void note_key(Object& object) {
  if (object.state() >= ObjectState::Persistent) return;
  bool is_given = true;
  for (const std::uint16_t column : object.entity().key) {
    is_given &= (ObjectAccess::changed(object) & ObjectAccess::column_bit(column)) != 0;
  }
  if (is_given) {
    ObjectAccess::add(object, ObjectAccess::kHasKey);
  } else {
    ObjectAccess::drop(object, ObjectAccess::kHasKey);
  }
}

void require_same_key(const Object& child, const ForeignKeyMapping& key, const Object& parent) {
  if (child.state() != ObjectState::Persistent) return;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    const std::uint16_t column = key.columns[i];
    if (!contains(child.entity().key, column)) continue;
    const std::uint16_t target = key.target_columns[i];
    if (has_value(parent, target) && column_value(parent, target) == column_value(child, column)) {
      continue;
    }
    throw InvalidRequestError(std::string("the foreign key ") + child.entity().name +
                              "::" + child.entity().columns[column].name +
                              " is the primary key of a stored object, which cannot be changed in "
                              "this version; remove the object and make one with the new key");
  }
}

void leave_parents(Object& object) {
  for (const ForeignKeyMapping& key : object.entity().foreign_keys) {
    const RelationshipMapping* inverse = inverse_of(key);
    if (key.link == nullptr || inverse == nullptr) continue;
    if (Object* parent = known_parent(object, key)) leave(*parent, *inverse, object);
  }
}

void write_foreign_key(Object& child, const ForeignKeyMapping& key, const Object* parent) {
  if (parent == nullptr) return clear_foreign_key(child, key);
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    if (has_value(*parent, key.target_columns[i])) {
      assign_column(child, key.columns[i], column_value(*parent, key.target_columns[i]));
    } else {
      await_value(child, key.columns[i]);
    }
  }
}

void write_foreign_keys(Object& child) {
  bool may_disagree = false;
  for (const ForeignKeyMapping& key : child.entity().foreign_keys) {
    const Object* parent = key.link == nullptr ? nullptr : (child.*key.link).target();
    if (parent == nullptr) continue;
    write_foreign_key(child, key, parent);
    may_disagree |= key.columns.size() > 1;
  }
  if (!may_disagree) return;
  for (const ForeignKeyMapping& key : child.entity().foreign_keys) {
    const Object* parent = key.link == nullptr ? nullptr : (child.*key.link).target();
    if (parent != nullptr) require_agreement(child, key, *parent);
  }
}

void relate(Object& child, const ForeignKeyMapping& key, Object* parent, ChangedSide side) {
  ToOne& link = child.*key.link;
  if (link.is_loaded() && link.target() == parent) return;
  Object* old = known_parent(child, key);
  if (parent != nullptr && old != parent) require_same_key(child, key, *parent);
  // Cutting a link must not free an object while it is still being worked on.
  const Handle keep_child(&child);
  const Handle keep_old(old);
  const Handle keep_parent(parent);
  const RelationshipMapping* inverse = inverse_of(key);
  if (parent != nullptr) {
    join(child, *parent);
    if (inverse != nullptr && inverse->to_one != nullptr &&
        parent->state() == ObjectState::Persistent && !(parent->*inverse->to_one).is_loaded()) {
      session_of(*parent)->load_to_one(*parent, *inverse);
    }
    if (side == ChangedSide::Child) {
      announce(child, *parent);
    } else {
      announce(*parent, child);
    }
  }
  if (old != nullptr && inverse != nullptr) leave(*old, *inverse, child);
  LinkAccess::set(link, parent);
  write_foreign_key(child, key, parent);
  if (parent != nullptr && inverse != nullptr) enter(*parent, *inverse, key, child);
  if (old != nullptr && ObjectAccess::graph(child) != nullptr) ObjectAccess::graph(child)->cut();
}

void link_known_parent(Object& child, const ForeignKeyMapping& key) {
  if ((child.*key.link).is_loaded() || ObjectAccess::has(child, ObjectAccess::kExpired)) return;
  if (Object* parent = known_parent(child, key)) LinkAccess::set(child.*key.link, parent);
}

bool refers_to(const Object& child, const ForeignKeyMapping& key, const Object& parent) {
  const ToOne& link = child.*key.link;
  if (link.is_loaded() || child.state() != ObjectState::Persistent) return link.target() == &parent;
  if (!has_key(parent)) return false;
  if (ObjectAccess::has(child, ObjectAccess::kExpired)) return true;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    if (!(column_value(child, key.columns[i]) == column_value(parent, key.target_columns[i]))) {
      return false;
    }
  }
  return true;
}

void add_child(Object& owner, const RelationshipMapping& relationship, Object& child) {
  const ForeignKeyMapping& key = relationship.target->foreign_keys[relationship.key];
  if ((child.*key.link).target() != &owner) {
    relate(child, key, &owner, ChangedSide::Parent);
    return;
  }
  // A list may name an object twice until it is read again.
  announce(owner, child);
  LinkAccess::push(owner.*relationship.to_many, &child);
}

void remove_child(Object& owner, const RelationshipMapping& relationship, Object& child) {
  const ForeignKeyMapping& key = relationship.target->foreign_keys[relationship.key];
  ToMany& list = owner.*relationship.to_many;
  LinkAccess::erase(list, position_in(list, &child));
  if (position_in(list, &child) < size_of(list)) return;
  // A list that was read earlier may name a child that has another parent by now.
  if (refers_to(child, key, owner)) relate(child, key, nullptr, ChangedSide::Parent);
}

void forget_parent(Object& child, const ForeignKeyMapping& key) {
  ToOne& link = child.*key.link;
  Object* parent = link.target();
  const Handle keep_child(&child);
  const Handle keep_parent(parent);
  const RelationshipMapping* inverse = inverse_of(key);
  if (parent != nullptr && inverse != nullptr) leave(*parent, *inverse, child);
  LinkAccess::unload(link);
  if (parent != nullptr) ObjectAccess::graph(child)->cut();
}

ToMany* inverse_list(const RelationshipMapping& relationship, Object& member) {
  if (relationship.inverse == kNone) return nullptr;
  return &(member.*relationship.target->relationships[relationship.inverse].to_many);
}

void add_pair(Object& owner, const RelationshipMapping& relationship, Object& member) {
  ToMany& list = owner.*relationship.to_many;
  if (position_in(list, &member) < size_of(list)) return;
  join(owner, member);
  ToMany* inverse = inverse_list(relationship, member);
  // After a rollback, what was new still lists what it was linked to.
  const bool is_listed =
      inverse != nullptr && !is_known(member) && position_in(*inverse, &owner) < size_of(*inverse);
  announce(owner, member);
  LinkAccess::push(list, &member);
  // A circle of one has the same object at both ends, but two lists.
  if (inverse != nullptr && !is_listed) LinkAccess::push(*inverse, &owner);
  if (Attachment* session = session_of(owner)) {
    session->pair_changed(owner, relationship, member, true);
  }
}

void remove_pair(Object& owner, const RelationshipMapping& relationship, Object& member) {
  const Handle keep_owner(&owner);
  const Handle keep_member(&member);
  ToMany& list = owner.*relationship.to_many;
  LinkAccess::erase(list, position_in(list, &member));
  if (ToMany* inverse = inverse_list(relationship, member)) {
    const std::uint32_t position = position_in(*inverse, &owner);
    if (position < size_of(*inverse)) LinkAccess::erase(*inverse, position);
  }
  if (Attachment* session = session_of(owner)) {
    session->pair_changed(owner, relationship, member, false);
  }
  ObjectAccess::graph(owner)->cut();
}

}  // namespace orm::detail
