#include "graph/relate.h"

#include <algorithm>
#include <string>

#include "graph/graph.h"
#include "graph/object_access.h"
#include "orm/error.h"
#include "orm/row.h"

namespace orm::detail {

namespace {

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
    // What an expired object holds may never have been in the database.
    const bool is_expired = ObjectAccess::has(object, ObjectAccess::kExpired);
    if (!is_expired && column_value(object, column) == value) return;
    ObjectAccess::before_change(object, column);
  } else {
    ObjectAccess::changed(object) |= ObjectAccess::column_bit(column);
  }
  RowReader reader(object.entity(), &value, columns);
  object.entity().read(object, reader);
  if (!object.entity().generated_key) note_key(object);
}

// True for a column of a foreign key whose link is loaded; `target` is then where it leads.
bool is_linked_column(const Object& object, unsigned column, const Object*& target) {
  for (const ForeignKeyMapping& key : object.entity().foreign_keys) {
    if (key.link == nullptr || !(object.*key.link).is_loaded()) continue;
    for (const std::uint16_t part : key.columns) {
      if (part != column) continue;
      target = (object.*key.link).target();
      return true;
    }
  }
  return false;
}

}  // namespace

ValueView column_value(const Object& object, unsigned column) {
  ValueView value;
  RowWriter writer(ColumnSet::one(column), &value);
  object.entity().write(object, writer);
  return value;
}

Object* find_referenced(Attachment& session, const Object& object, const ForeignKeyMapping& key) {
  const EntityMapping& target = *key.target;
  if (key.columns.size() != 1 || target.key.size() != 1 || key.target_columns[0] != target.key[0] ||
      has_null(object, key)) {
    return nullptr;
  }
  const ValueView value = column_value(object, key.columns[0]);
  return session.find_loaded(target, &value);
}

bool has_null(const Object& object, const ForeignKeyMapping& key) {
  for (const std::uint16_t column : key.columns) {
    const bool given = object.state() >= ObjectState::Persistent ||
                       (ObjectAccess::changed(object) & ObjectAccess::column_bit(column)) != 0;
    if (!given || column_value(object, column).is_null()) return true;
  }
  return false;
}

bool lacks_required_key(const Object& object, unsigned column) {
  if (object.entity().columns[column].nullable) return false;
  const Object* target = nullptr;
  return is_linked_column(object, column, target) && target == nullptr;
}

bool awaits_key(const Object& object, unsigned column) {
  const Object* target = nullptr;
  return is_linked_column(object, column, target) && target != nullptr && !has_key(*target);
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

void require_changeable(const Object& object, const ForeignKeyMapping& key) {
  if (object.state() != ObjectState::Persistent) return;
  for (const std::uint16_t column : object.entity().key) {
    if (std::find(key.columns.begin(), key.columns.end(), column) == key.columns.end()) continue;
    throw InvalidRequestError(std::string("the foreign key ") + object.entity().name +
                              "::" + object.entity().columns[column].name +
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
  const bool known = parent != nullptr && has_key(*parent);
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    const std::uint16_t column = key.columns[i];
    if (known) {
      assign_column(child, column, column_value(*parent, key.target_columns[i]));
      continue;
    }
    if (child.state() == ObjectState::Persistent) ObjectAccess::before_change(child, column);
    if (child.entity().columns[column].nullable) {
      assign_column(child, column, ValueView());
    } else if (child.state() != ObjectState::Persistent) {
      ObjectAccess::changed(child) &= ~ObjectAccess::column_bit(column);
      if (!child.entity().generated_key) note_key(child);
    }
  }
}

void relate(Object& child, const ForeignKeyMapping& key, Object* parent, ChangedSide side) {
  ToOne& link = child.*key.link;
  if (link.is_loaded() && link.target() == parent) return;
  Object* old = known_parent(child, key);
  if (old != parent) require_changeable(child, key);
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

void require_loadable(const Object& owner, const RelationshipMapping& relationship) {
  if (owner.state() != ObjectState::Persistent) return;
  const bool is_overridden = relationship.to_many != nullptr
                                 ? LinkAccess::is_overridden(owner.*relationship.to_many)
                                 : LinkAccess::is_overridden(owner.*relationship.to_one);
  if ((relationship.lazy == Lazy::Raise) == is_overridden) return;
  const std::string name = std::string(owner.entity().name) + "::fields." + relationship.name;
  throw LazyLoadError(
      std::string(owner.entity().name) + "::" + relationship.name + " is not loaded, and " +
      (is_overridden ? "the query that read the object" : "its `lazy raise` in the schema") +
      " forbids to load it at its use; load it with the query, by "
      "options(orm::selectinload(" +
      name + ")) or orm::joinedload");
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
