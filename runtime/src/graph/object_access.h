// The runtime's own view of an object and its links; users and generated code have no business
// here.
#pragma once

#include <cstdint>

#include "orm/mapping.h"
#include "orm/object.h"

namespace orm::detail {

class Graph;

struct ObjectAccess {
  static constexpr std::uint8_t expired_flag = Object::expired_flag;
  static constexpr std::uint8_t key_flag = Object::key_flag;
  static constexpr std::uint8_t listed_flag = Object::listed_flag;
  static constexpr std::uint8_t removed_flag = Object::removed_flag;
  static constexpr std::uint8_t seen_flag = Object::seen_flag;
  static constexpr std::uint8_t deferred_flag = Object::deferred_flag;
  static constexpr std::uint8_t partial_flag = Object::partial_flag;
  static constexpr std::uint8_t unread_flags = Object::unread_flags;

  // In graph.h.
  inline static Graph* graph(const Object& object);
  inline static void set_graph(Object& object, Graph* graph);
  static std::uint64_t column_bit(unsigned column) { return detail::column_bit(column); }
  static std::uint64_t& changed(Object& object) { return object.changed_; }
  static std::uint64_t changed(const Object& object) { return object.changed_; }
  static std::uint32_t& handles(Object& object) { return object.handles_; }
  static std::uint32_t& incoming(Object& object) { return object.incoming_; }
  static std::uint32_t incoming(const Object& object) { return object.incoming_; }
  static std::uint32_t& place(Object& object) { return object.place_; }
  static std::uint32_t place(const Object& object) { return object.place_; }
  static std::uint16_t& slot(Object& object) { return object.slot_; }
  static void set_state(Object& object, ObjectState state) { object.state_ = state; }
  static bool has(const Object& object, std::uint8_t flag) { return (object.flags_ & flag) != 0; }
  static void add(Object& object, std::uint8_t flag) {
    object.flags_ = static_cast<std::uint8_t>(object.flags_ | flag);
  }
  static void drop(Object& object, std::uint8_t flag) {
    object.flags_ = static_cast<std::uint8_t>(object.flags_ & ~flag);
  }
  static void load_column(const Object& object, unsigned column) { object.load_column(column); }
  static void before_change(Object& object, unsigned column) { object.before_change(column); }
  static void before_foreign_key_change(Object& object, unsigned column) {
    object.before_foreign_key_change(column);
  }
  static void foreign_key_changed(Object& object, unsigned column) {
    object.foreign_key_changed(column);
  }
  static void set_to_one(Object& object, unsigned relationship, Object* target) {
    object.set_to_one(relationship, target);
  }
};

/// Changes a link without looking at the other side. The targets' counts of incoming links follow.
struct LinkAccess {
  /// Loaded, with that target or null.
  static void set(ToOne& link, Object* target) {
    if (Object* old = link.target()) --ObjectAccess::incoming(*old);
    if (target != nullptr) ++ObjectAccess::incoming(*target);
    link.bits_ = target == nullptr ? ToOne::null_bits : reinterpret_cast<std::uintptr_t>(target);
  }
  static void unload(ToOne& link) {
    if (!link.is_loaded()) return;
    if (Object* old = link.target()) --ObjectAccess::incoming(*old);
    link.bits_ = 0;
  }

  /// True when a query has said that the first use of the link, which is not loaded, raises where
  /// the schema's strategy does not, or the other way round. Unloading does not end it.
  static bool is_overridden(const ToOne& link) { return link.bits_ == ToOne::overridden_bits; }
  static bool is_overridden(const ToMany& list) {
    return (list.bits_ & ToMany::state_mask) == ToMany::overridden_bits;
  }
  /// Nothing happens to a link that is loaded.
  static void override_use(ToOne& link) {
    if (!link.is_loaded()) link.bits_ = ToOne::overridden_bits;
  }
  static void override_use(ToMany& list) {
    if (!list.is_loaded() && !is_loading(list)) set_state(list, ToMany::overridden_bits);
  }

  static bool is_loading(const ToMany& list) {
    return (list.bits_ & ToMany::state_mask) == ToMany::loading_bits;
  }
  static void set_loading(ToMany& list) { set_state(list, ToMany::loading_bits); }
  static void set_loaded(ToMany& list) { set_state(list, ToMany::loaded_bits); }
  /// Forgets the members, too.
  static void unload(ToMany& list);

  static void push(ToMany& list, Object* member);
  static void erase(ToMany& list, std::uint32_t index);
  static void clear(ToMany& list);
  /// Takes out all members for which `is_gone`, which is asked once for each.
  template <class IsGone>
  static void erase_if(ToMany& list, IsGone is_gone);

 private:
  static void set_state(ToMany& list, std::uintptr_t state) {
    list.bits_ = (list.bits_ & ~ToMany::state_mask) | state;
  }
  static Members* writable(ToMany& list, std::uint32_t capacity);
};

// Inline, for every row that is about a link comes here.
inline void LinkAccess::push(ToMany& list, Object* member) {
  Members* members = list.members();
  const bool has_room =
      members != nullptr && members->size < members->capacity && members->pins == 0;
  if (!has_room) members = writable(list, (members == nullptr ? 0 : members->size) + 1);
  members->items()[members->size++] = member;
  ++ObjectAccess::incoming(*member);
}

template <class IsGone>
void LinkAccess::erase_if(ToMany& list, IsGone is_gone) {
  if (list.members() == nullptr) return;
  Members* members = writable(list, list.members()->size);
  Object** end = members->items();
  for (std::uint32_t i = 0; i < members->size; ++i) {
    Object* member = members->items()[i];
    if (is_gone(*member)) {
      --ObjectAccess::incoming(*member);
    } else {
      *end++ = member;
    }
  }
  members->size = static_cast<std::uint32_t>(end - members->items());
}

/// Position of `member` in the list, or its size. Does not look through the list for an object that
/// nothing links to.
std::uint32_t position_in(const ToMany& list, const Object* member);
inline std::uint32_t size_of(const ToMany& list) {
  return list.members() == nullptr ? 0 : list.members()->size;
}

/// True when the next flush is to delete the object's row.
inline bool is_removed(const Object& object) {
  return ObjectAccess::has(object, ObjectAccess::removed_flag);
}

/// True when the columns are to be read again.
inline bool is_expired(const Object& object) {
  return ObjectAccess::has(object, ObjectAccess::expired_flag);
}

/// True when a session has the object among those it writes.
inline bool is_known(const Object& object) {
  return object.state() == ObjectState::Persistent || object.state() == ObjectState::Pending;
}

inline bool is_loaded(const Object& object, const RelationshipMapping& relationship) {
  return relationship.to_many != nullptr ? (object.*relationship.to_many).is_loaded()
                                         : (object.*relationship.to_one).is_loaded();
}

/// True when the rows of the target refer to the object's by a key of their own.
inline bool has_key_on_target(const RelationshipMapping& relationship) {
  return relationship.kind == RelationshipKind::OneToMany ||
         relationship.kind == RelationshipKind::OneToOne;
}

/// True for a link that is no foreign key's: the side of a one-to-one without the key, and a view.
inline bool has_own_link(const RelationshipMapping& relationship) {
  return relationship.to_one != nullptr &&
         (relationship.kind == RelationshipKind::OneToOne || relationship.viewonly);
}

/// Calls `visit(target)` for every object that the relationship leads to, as far as it is loaded.
template <class Visit>
void for_each_target(const Object& object, const RelationshipMapping& relationship, Visit visit) {
  if (relationship.to_many == nullptr) {
    if (Object* target = (object.*relationship.to_one).target()) visit(*target);
    return;
  }
  Members* members = (object.*relationship.to_many).members();
  for (std::uint32_t i = 0; members != nullptr && i < members->size; ++i) {
    visit(*members->items()[i]);
  }
}

/// Calls `visit(target)` for every object that `object` links to.
template <class Visit>
void for_each_target(const Object& object, Visit visit) {
  const EntityMapping& entity = object.entity();
  for (const ForeignKeyMapping& key : entity.foreign_keys) {
    if (key.link == nullptr) continue;
    if (Object* target = (object.*key.link).target()) visit(*target);
  }
  for (const RelationshipMapping& relationship : entity.relationships) {
    if (relationship.to_many != nullptr || has_own_link(relationship)) {
      for_each_target(object, relationship, visit);
    }
  }
}

/// The same for the relationships that do what `cascades` says along with their object.
template <class Visit>
void for_each_cascaded(const Object& object, std::uint8_t cascades, Visit visit) {
  for (const RelationshipMapping& relationship : object.entity().relationships) {
    if ((relationship.cascades & cascades) != 0) for_each_target(object, relationship, visit);
  }
}

/// True when some relationship of the entity does what `cascades` says along with its object.
inline bool has_cascade(const EntityMapping& entity, std::uint8_t cascades) {
  for (const RelationshipMapping& relationship : entity.relationships) {
    if ((relationship.cascades & cascades) != 0) return true;
  }
  return false;
}

/// True for relationships that the schema wants to be loaded along with their objects.
inline bool is_eager(Lazy lazy) {
  return lazy == Lazy::Joined || lazy == Lazy::Selectin || lazy == Lazy::Immediate;
}

/// True when the entity has such a relationship.
inline bool has_eager(const EntityMapping& entity) {
  for (const RelationshipMapping& relationship : entity.relationships) {
    if (is_eager(relationship.lazy)) return true;
  }
  return false;
}

}  // namespace orm::detail
