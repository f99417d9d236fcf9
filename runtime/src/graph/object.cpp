#include "orm/object.h"

#include <string>

#include "graph/graph.h"
#include "graph/key_view.h"
#include "graph/object_access.h"
#include "graph/relate.h"
#include "graph/unread.h"
#include "orm/error.h"
#include "orm/ptr.h"
#include "orm/row.h"

namespace orm {

namespace {

std::string attribute(const Object& object, const char* name) {
  return std::string(object.entity().name) + "::" + name;
}

[[noreturn]] void not_loaded(const Object& object, const char* name, const char* remedy) {
  throw DetachedError(attribute(object, name) + " is not loaded, and the object has no session; " +
                      remedy);
}

}  // namespace

namespace detail {

void null_ptr(const EntityMapping& entity) {
  throw NullPtrError(std::string("a null Ptr to ") + entity.name +
                     " was used; test it with `if (ptr)` first");
}

}  // namespace detail

void Object::load_column(unsigned column) const {
  if (has_read(column)) return;
  if (state_ == ObjectState::Persistent) {
    return detail::session_of(*this)->load_column(const_cast<Object&>(*this), column);
  }
  const char* name = mapping_->columns[column].name;
  if ((flags_ & expired_flag) != 0) {
    not_loaded(*this, name, "read the object before its session ends, or add it to another");
  }
  const std::string option = std::string("orm::undefer(") + mapping_->name + "::fields." + name;
  not_loaded(*this, name, ("load it with " + option + ") while there is one").c_str());
}

bool Object::has_read(unsigned column) const { return detail::is_read(*this, column); }

Object* Object::load_to_one(unsigned position) const {
  const RelationshipMapping& relationship = mapping_->relationships[position];
  auto& self = const_cast<Object&>(*this);
  const ToOne& link = this->*relationship.to_one;
  switch (state_) {
    case ObjectState::Transient:
    case ObjectState::Pending:
    case ObjectState::Deleted:
      return nullptr;
    case ObjectState::Persistent:
      detail::require_loadable(*this, relationship);
      detail::session_of(*this)->load_to_one(self, relationship);
      return link.target();
    case ObjectState::Detached:
      break;
  }
  if (relationship.kind == RelationshipKind::ManyToOne && (flags_ & expired_flag) == 0 &&
      detail::has_null(*this, mapping_->foreign_keys[relationship.key])) {
    return nullptr;
  }
  not_loaded(*this, relationship.name,
             (std::string("load it with orm::joinedload(") + mapping_->name + "::fields." +
              relationship.name + ") while there is one")
                 .c_str());
}

void Object::not_converted(unsigned column, const std::exception& error) const {
  if (!has_key(*this)) detail::not_converted({mapping_, column}, error);
  const detail::KeyView key(*this);
  detail::not_converted({mapping_, column, key.data()}, error);
}

void Object::key_not_known() const {
  throw KeyNotKnown(std::string("the key of this ") + mapping_->name +
                    " is not known yet; the database assigns it when the session flushes");
}

void Object::require_given(unsigned column) const {
  if ((changed_ & detail::column_bit(column)) != 0) return;
  throw KeyNotKnown(attribute(*this, mapping_->columns[column].name) +
                    " is not known yet; it is copied from the linked object when that is flushed");
}

void Object::value_not_known(unsigned column) const {
  throw ValueNotKnown(attribute(*this, mapping_->columns[column].name) +
                      " is not known yet; it is made when the session flushes");
}

void Object::before_change(unsigned column, std::string* text) {
  const std::uint64_t bit = detail::column_bit(column);
  if ((changed_ & bit) != 0) return;
  // Columns that share a bit are written together, so what is not set has to be known.
  if (column >= detail::first_shared_column) load_column(column);
  detail::session_of(*this)->before_change(*this, column, text);
  changed_ |= bit;
  if ((flags_ & unread_flags) != 0) detail::note_read(*this, bit);
}

void Object::before_detached_change(unsigned column) {
  if (column >= detail::first_shared_column && detail::lacks_column(*this, column)) {
    load_column(column);
  }
  detail::note_read(*this, detail::column_bit(column));
}

void Object::before_key_change() {
  if (state_ == ObjectState::Persistent) detail::session_of(*this)->before_key_change(*this);
}

void Object::set_to_one(unsigned position, Object* target) {
  const RelationshipMapping& relationship = mapping_->relationships[position];
  if (relationship.kind == RelationshipKind::ManyToOne) {
    detail::relate(*this, mapping_->foreign_keys[relationship.key], target,
                   detail::ChangedSide::Child);
    return;
  }
  ToOne& link = this->*relationship.to_one;
  if (!link.is_loaded() && state_ == ObjectState::Persistent) load_to_one(position);
  const ForeignKeyMapping& key = relationship.target->foreign_keys[relationship.key];
  const Object* old = link.target();
  // After a rollback, what was new still has what is back with another parent.
  if (old == target && (old == nullptr || detail::refers_to(*old, key, *this))) return;
  const detail::Handle keep(this);
  // One of another session is refused before anything changes.
  if (target != nullptr) detail::join(*this, *target);
  detail::unlink_only_child(*this, relationship);
  if (target != nullptr) detail::relate(*target, key, this, detail::ChangedSide::Parent);
}

void Object::key_part_changed() { detail::note_key(*this); }

void Object::before_foreign_key_change(unsigned column) {
  if (state_ != ObjectState::Persistent) return;
  if (detail::is_in(mapping_->key, column)) before_key_change();
  for (const ForeignKeyMapping& key : mapping_->foreign_keys) {
    if (key.link == nullptr || !detail::is_in(key.columns, column)) continue;
    detail::load_owned(*this, key);
    detail::link_known_parent(*this, key);
  }
}

// The program set a column of some keys: their links follow, and the old parents' sides of them.
void Object::foreign_key_changed(unsigned column) {
  if (!mapping_->generated_key) detail::note_key(*this);
  detail::Attachment* session = detail::session_of(*this);
  const detail::FlushesBlocked guard(session);
  for (const ForeignKeyMapping& key : mapping_->foreign_keys) {
    if (key.link == nullptr || !detail::is_in(key.columns, column)) continue;
    Object* parent = session == nullptr ? nullptr : detail::find_referenced(*session, *this, key);
    if (parent != nullptr) {
      detail::relate(*this, key, parent, detail::ChangedSide::Child);
    } else {
      detail::forget_parent(*this, key);
    }
  }
}

}  // namespace orm
