#include "graph/relate.h"

#include <string>

#include "graph/graph.h"
#include "graph/object_access.h"
#include "graph/unread.h"
#include "orm/error.h"

namespace orm::detail {

namespace {

const RelationshipMapping* relationship_over(const Object& child, const ForeignKeyMapping& key) {
  return key.relationship == no_position ? nullptr
                                         : &child.entity().relationships[key.relationship];
}

bool adds_target(const RelationshipMapping* relationship) {
  return relationship == nullptr || (relationship->cascades & cascade::save_update) != 0;
}

// `owner` is the object whose attribute, of that relationship if it has one, the program changes;
// `inverse` leads the other way. Before any link changes, for the session may refuse the other one.
void announce(Object& owner, const RelationshipMapping* relationship, Object& other,
              const RelationshipMapping* inverse) {
  Attachment* session = session_of(owner);
  if (session == nullptr || is_known(owner) == is_known(other)) return;
  if (is_known(owner)) {
    if (adds_target(relationship)) {
      session->linked_from_owner(owner, other);
    } else {
      session->linked_without_cascade(owner, *relationship, other);
    }
  } else if (adds_target(inverse)) {
    session->linked_from_stranger(owner);
  } else {
    session->linked_without_cascade(other, *inverse, owner);
  }
}

// A pending object that is let go of was added only along with its owner.
void note_orphan(const RelationshipMapping& inverse, Object& child) {
  const bool is_orphan = (inverse.cascades & cascade::delete_orphan) != 0;
  if (is_orphan && child.state() == ObjectState::Pending) session_of(child)->orphaned(child);
}

bool owns_target(const RelationshipMapping* relationship) {
  return relationship != nullptr && (relationship->cascades & cascade::delete_orphan) != 0;
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
  // After a rollback, what was new still has what is back with another parent.
  const bool is_its_own = replaced != nullptr && refers_to(*replaced, key, parent);
  if (is_its_own && replaced != &child) {
    LinkAccess::set(replaced->*key.link, nullptr);
    write_foreign_key(*replaced, key, nullptr);
  }
  LinkAccess::set(parent.*inverse.to_one, &child);
  if (replaced == nullptr || replaced == &child) return;
  const Handle keep(replaced);
  if (is_its_own) note_orphan(inverse, *replaced);
  ObjectAccess::graph(parent)->cut();
}

// What the key copies of the parent, where that is not its primary key.
void read_referenced(const Object& parent, const ForeignKeyMapping& key) {
  if (!ObjectAccess::has(parent, ObjectAccess::unread_flags)) return;
  for (const std::uint16_t column : key.target_columns) {
    if (is_read(parent, column) || is_in(parent.entity().key, column)) continue;
    ObjectAccess::load_column(parent, column);
  }
}

// The link leads nowhere because a query's criteria left out what the key names.
bool hides_parent(const Object& child, const ForeignKeyMapping& key) {
  return child.state() == ObjectState::Persistent && (child.*key.link).target() == nullptr &&
         !has_null(child, key);
}

void announce_link(Object& child, const RelationshipMapping* own, Object& parent,
                   const RelationshipMapping* inverse, ChangedSide side) {
  if (side == ChangedSide::Child) {
    announce(child, own, parent, inverse);
  } else {
    announce(parent, inverse, child, own);
  }
}

// Of a new object to its first parent, as most links are. Nothing is cut, so that no object has to
// be held.
void link_first(Object& child, const ForeignKeyMapping& key, Object& parent,
                const RelationshipMapping* inverse, ChangedSide side) {
  read_referenced(parent, key);
  join(child, parent);
  announce_link(child, relationship_over(child, key), parent, inverse, side);
  LinkAccess::set(child.*key.link, &parent);
  write_foreign_key(child, key, &parent);
  if (inverse != nullptr) LinkAccess::push(parent.*inverse->to_many, &child);
}

// The child may leave another parent, its parent another child, and either may have to be read.
void link_otherwise(Object& child, const ForeignKeyMapping& key, Object* parent,
                    const RelationshipMapping* inverse, ChangedSide side) {
  const bool is_stored = child.state() == ObjectState::Persistent;
  const RelationshipMapping* own = relationship_over(child, key);
  if (is_stored) load_owned(child, key);
  Object* old = known_parent(child, key);
  if (parent != nullptr) read_referenced(*parent, key);
  if (is_stored && parent != nullptr && old != parent) require_same_key(child, key, *parent);
  // Cutting a link must not free an object while it is still being worked on.
  const bool may_cut = old != nullptr || (inverse != nullptr && inverse->to_one != nullptr);
  const Handle keep_child(may_cut ? &child : nullptr);
  const Handle keep_old(old);
  const Handle keep_parent(may_cut ? parent : nullptr);
  if (parent != nullptr) {
    join(child, *parent);
    if (inverse != nullptr && inverse->to_one != nullptr &&
        parent->state() == ObjectState::Persistent && !(parent->*inverse->to_one).is_loaded()) {
      session_of(*parent)->load_to_one(*parent, *inverse);
    }
    announce_link(child, own, *parent, inverse, side);
  }
  if (old != nullptr && inverse != nullptr) leave(*old, *inverse, child);
  LinkAccess::set(child.*key.link, parent);
  write_foreign_key(child, key, parent);
  if (parent != nullptr && inverse != nullptr) enter(*parent, *inverse, key, child);
  if (old != nullptr && owns_target(own) && is_known(child)) {
    session_of(child)->abandoned(child, *own, *old);
  }
  if (old != nullptr && ObjectAccess::graph(child) != nullptr) ObjectAccess::graph(child)->cut();
  if (old != nullptr && parent == nullptr && inverse != nullptr) note_orphan(*inverse, child);
}

}  // namespace

const RelationshipMapping* inverse_of(const ForeignKeyMapping& key) {
  return key.inverse == no_position ? nullptr : &key.target->relationships[key.inverse];
}

const RelationshipMapping* inverse_of(const RelationshipMapping& relationship) {
  if (relationship.inverse == no_position) return nullptr;
  return &relationship.target->relationships[relationship.inverse];
}

Object* known_parent(Object& child, const ForeignKeyMapping& key) {
  const ToOne& link = child.*key.link;
  if (link.is_loaded() || child.state() != ObjectState::Persistent) return link.target();
  return find_referenced(*session_of(child), child, key);
}

bool has_child(const Object& parent, const ForeignKeyMapping& key, const Object& child) {
  const RelationshipMapping* inverse = inverse_of(key);
  if (inverse == nullptr) return false;
  if (inverse->to_many == nullptr) return (parent.*inverse->to_one).target() == &child;
  const ToMany& list = parent.*inverse->to_many;
  return position_in(list, &child) < size_of(list);
}

void leave_parents(Object& object) {
  for (const ForeignKeyMapping& key : object.entity().foreign_keys) {
    const RelationshipMapping* inverse = inverse_of(key);
    if (key.link == nullptr || inverse == nullptr) continue;
    if (Object* parent = known_parent(object, key)) leave(*parent, *inverse, object);
  }
}

void relate(Object& child, const ForeignKeyMapping& key, Object* parent, ChangedSide side) {
  const ToOne& link = child.*key.link;
  const RelationshipMapping* inverse = inverse_of(key);
  const bool is_first = child.state() != ObjectState::Persistent && link.target() == nullptr;
  const bool cuts_nothing = inverse == nullptr || inverse->to_many != nullptr;
  if (is_first && cuts_nothing && parent != nullptr) {
    return link_first(child, key, *parent, inverse, side);
  }
  if (link.is_loaded() && link.target() == parent && !hides_parent(child, key)) return;
  link_otherwise(child, key, parent, inverse, side);
}

void load_owned(Object& child, const ForeignKeyMapping& key) {
  const bool is_unread = child.state() == ObjectState::Persistent && !(child.*key.link).is_loaded();
  const RelationshipMapping* own = relationship_over(child, key);
  if (is_unread && owns_target(own) && !is_set(child, key)) {
    session_of(child)->load_to_one(child, *own);
  }
}

void link_known_parent(Object& child, const ForeignKeyMapping& key) {
  if ((child.*key.link).is_loaded()) return;
  Object* parent = known_parent(child, key);
  if (parent == nullptr) return;
  // The key of an expired child may be another by now, unless the parent still has the child.
  const bool is_expired = ObjectAccess::has(child, ObjectAccess::expired_flag);
  if (is_expired && !has_child(*parent, key, child)) return;
  LinkAccess::set(child.*key.link, parent);
}

bool refers_to(const Object& child, const ForeignKeyMapping& key, const Object& parent) {
  const ToOne& link = child.*key.link;
  if (link.is_loaded() || child.state() != ObjectState::Persistent) return link.target() == &parent;
  if (!has_key(parent)) return false;
  if (ObjectAccess::has(child, ObjectAccess::expired_flag)) return true;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    const std::uint16_t target = key.target_columns[i];
    if (lacks_column(parent, target)) continue;
    if (!(column_value(child, key.columns[i]) == column_value(parent, target))) return false;
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
  announce(owner, &relationship, child, relationship_over(child, key));
  LinkAccess::push(owner.*relationship.to_many, &child);
}

void remove_child(Object& owner, const RelationshipMapping& relationship, Object& child) {
  ToMany& list = owner.*relationship.to_many;
  LinkAccess::erase(list, position_in(list, &child));
  if (position_in(list, &child) == size_of(list)) unlink_child(owner, relationship, child);
}

void unlink_child(Object& owner, const RelationshipMapping& relationship, Object& child) {
  const ForeignKeyMapping& key = relationship.target->foreign_keys[relationship.key];
  // A list that was read earlier may name a child that has another parent by now.
  if (refers_to(child, key, owner)) relate(child, key, nullptr, ChangedSide::Parent);
}

void unlink_only_child(Object& owner, const RelationshipMapping& relationship) {
  ToOne& link = owner.*relationship.to_one;
  Object* child = link.target();
  if (child == nullptr) return;
  const Handle keep_owner(&owner);
  const Handle keep_child(child);
  unlink_child(owner, relationship, *child);
  if (link.target() != child) return;
  // It is back with another parent.
  LinkAccess::set(link, nullptr);
  ObjectAccess::graph(owner)->cut();
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
  const RelationshipMapping* inverse = inverse_of(relationship);
  return inverse == nullptr ? nullptr : &(member.*inverse->to_many);
}

void add_pair(Object& owner, const RelationshipMapping& relationship, Object& member) {
  const ToMany& list = owner.*relationship.to_many;
  if (position_in(list, &member) == size_of(list)) add_new_pair(owner, relationship, member);
}

void add_new_pair(Object& owner, const RelationshipMapping& relationship, Object& member) {
  join(owner, member);
  ToMany* inverse = inverse_list(relationship, member);
  // After a rollback, what was new still lists what it was linked to.
  const bool is_listed =
      inverse != nullptr && !is_known(member) && position_in(*inverse, &owner) < size_of(*inverse);
  announce(owner, &relationship, member, inverse_of(relationship));
  LinkAccess::push(owner.*relationship.to_many, &member);
  // A circle of one has the same object at both ends, but two lists.
  if (inverse != nullptr && !is_listed) LinkAccess::push(*inverse, &owner);
  if (Attachment* session = session_of(owner)) {
    session->pair_changed(owner, relationship, member, true);
  }
}

void remove_pair(Object& owner, const RelationshipMapping& relationship, Object& member) {
  const Handle keep_member(&member);
  ToMany& list = owner.*relationship.to_many;
  LinkAccess::erase(list, position_in(list, &member));
  unlink_pair(owner, relationship, member);
}

void unlink_pair(Object& owner, const RelationshipMapping& relationship, Object& member) {
  const Handle keep_owner(&owner);
  const Handle keep_member(&member);
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
