// The base of every generated class: identity, state, dirty columns, links and lifetime.
//
// Lifetime. An object lives while its session holds it, while a Ptr to it exists, or while an
// object that lives links to it. Links are plain pointers; cycles are found through the *graph*
// that owns all objects connected to each other (src/graph). Counts are not atomic: an object, its
// session and its Ptrs belong to one thread at a time.
#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <type_traits>
#include <utility>

#include "orm/links.h"

namespace orm {

struct EntityMapping;
struct RelationshipMapping;
template <class T, class Base>
class Converted;

/// The states of SQLAlchemy's session: made, added, stored, deleted by a flush, without a session.
enum class ObjectState : std::uint8_t { Transient, Pending, Persistent, Deleted, Detached };

namespace detail {

class Handle;
struct ObjectAccess;

/// A set of columns has a bit for each of the first 63; the others share the last one.
inline constexpr unsigned first_shared_column = 63;
constexpr std::uint64_t column_bit(unsigned column) {
  return std::uint64_t{1} << (column < first_shared_column ? column : first_shared_column);
}

/// The part of a graph that counting handles touches.
struct GraphCounts {
  /// Objects of the graph that have at least one handle.
  std::uint32_t held = 0;
};

}  // namespace detail

class Object {
 public:
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;

  const EntityMapping& entity() const { return *mapping_; }
  ObjectState state() const { return state_; }

 protected:
  explicit Object(const EntityMapping& mapping) : mapping_(&mapping) {}
  ~Object() = default;

  /// A column: read first where a query left it out, or the object has expired. Raises
  /// DetachedError where that needs a session and there is none.
  template <class T>
  const T& column(const T& member, unsigned column) const {
    if ((flags_ & (expired_flag | partial_flag)) != 0) load_column(column);
    return member;
  }

  /// The same for a column that the schema defers: no query reads it unless it is asked to.
  template <class T>
  const T& deferred(const T& member, unsigned column) const {
    if ((flags_ & unread_flags) != 0) load_column(column);
    return member;
  }

  /// The primary key. Raises KeyNotKnown while the database has not assigned it.
  template <class T>
  const T& key(const T& member) const {
    if ((flags_ & key_flag) == 0) key_not_known();
    return member;
  }

  /// A required foreign key. Raises KeyNotKnown while the linked object has no key.
  template <class T>
  const T& foreign_key(const T& member, unsigned column) const {
    if ((flags_ & expired_flag) != 0) load_column(column);
    if (state_ < ObjectState::Persistent) require_given(column);
    return member;
  }

  /// A value that the database or the session makes. Raises ValueNotKnown before it is stored,
  /// unless the program gave it.
  template <class T>
  const T& filled(const T& member, unsigned column) const {
    if ((flags_ & unread_flags) != 0) load_column(column);
    if (state_ < ObjectState::Persistent && (changed_ & detail::column_bit(column)) == 0) {
      value_not_known(column);
    }
    return member;
  }

  /// What a column of a user's class becomes. Raises DataError where its TypeTrait throws.
  template <class T, class Base>
  Converted<T, Base> converted(unsigned column, const Converted<T, Base>&, T value) const {
    try {
      return Converted<T, Base>(std::move(value));
    } catch (const std::exception& error) {
      not_converted(column, error);
    }
  }

  template <class T>
  void set(unsigned column, T& member, T value) {
    if (state_ == ObjectState::Persistent) {
      if (((flags_ & unread_flags) == 0 || has_read(column)) && member == value) return;
      if constexpr (std::is_same_v<T, std::string>) {
        before_change(column, &member);
      } else {
        before_change(column);
      }
    } else {
      if ((flags_ & unread_flags) != 0) before_detached_change(column);
      changed_ |= detail::column_bit(column);
    }
    member = std::move(value);
  }

  template <class T>
  void set_key(unsigned column, T& member, T value) {
    before_key_change();
    set(column, member, std::move(value));
    flags_ |= key_flag;
  }

  /// Sets one column of a primary key of several.
  template <class T>
  void set_key_part(unsigned column, T& member, T value) {
    before_key_change();
    set(column, member, std::move(value));
    key_part_changed();
  }

  /// Sets a column of foreign keys; the links on both sides follow.
  template <class T>
  void set_foreign_key(unsigned column, T& member, T value) {
    before_foreign_key_change(column);
    set(column, member, std::move(value));
    foreign_key_changed(column);
  }

  /// The linked object, loaded when it has to be.
  Object* to_one(const ToOne& link, unsigned relationship) const {
    return link.is_loaded() ? link.target() : load_to_one(relationship);
  }
  void set_to_one(unsigned relationship, Object* target);

 private:
  friend class detail::Handle;
  friend struct detail::ObjectAccess;
  friend bool has_key(const Object& object);

  static constexpr std::uint8_t expired_flag = 1;
  static constexpr std::uint8_t key_flag = 2;
  // In the session's list of changed objects.
  static constexpr std::uint8_t listed_flag = 4;
  // Will be deleted by the next flush.
  static constexpr std::uint8_t removed_flag = 8;
  // Already met in the result that is being read, or in the sweep that is running.
  static constexpr std::uint8_t seen_flag = 16;
  // The columns that the schema defers have not been read, and all others have.
  static constexpr std::uint8_t deferred_flag = 32;
  // Other columns have not been read: the graph knows which.
  static constexpr std::uint8_t partial_flag = 64;
  // Some column may have to be read before it is used; at most one of them is set.
  static constexpr std::uint8_t unread_flags = expired_flag | deferred_flag | partial_flag;

  void load_column(unsigned column) const;
  bool has_read(unsigned column) const;
  Object* load_to_one(unsigned relationship) const;
  [[noreturn]] void not_converted(unsigned column, const std::exception& error) const;
  [[noreturn]] void key_not_known() const;
  void require_given(unsigned column) const;
  [[noreturn]] void value_not_known(unsigned column) const;
  /// What `text` holds, where it is not null, is taken: it is the column, and gets another value.
  void before_change(unsigned column, std::string* text = nullptr);
  void before_detached_change(unsigned column);
  void before_key_change();
  void key_part_changed();
  void before_foreign_key_change(unsigned column);
  void foreign_key_changed(unsigned column);

  const EntityMapping* mapping_;
  // The graph that owns this object; null while nothing is linked to it and no session knows it.
  detail::GraphCounts* graph_ = nullptr;
  // Columns set since the last flush; of an object that is not stored yet, columns that were given.
  std::uint64_t changed_ = 0;
  std::uint32_t handles_ = 0;
  // Links of other objects that point here.
  std::uint32_t incoming_ = 0;
  // Position in the graph's list of members; of a stored object, among the arrivals of its session.
  std::uint32_t place_ = 0;
  // Position in its chunk of a slab (src/graph); 0 for an object allocated by itself.
  std::uint16_t slot_ = 0;
  ObjectState state_ = ObjectState::Transient;
  std::uint8_t flags_ = 0;
};

namespace detail {

/// Ends the object, or its graph, when nothing holds it any more.
void last_handle_dropped(Object* object) noexcept;

/// Counts one holder of an object. The untyped part of Ptr.
class Handle {
 public:
  Handle() = default;
  explicit Handle(Object* object) noexcept : object_(object) { acquire(); }
  Handle(const Handle& other) noexcept : Handle(other.object_) {}
  Handle(Handle&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Handle& operator=(Handle other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~Handle() { release(); }

  Object* get() const noexcept { return object_; }

 private:
  inline void acquire() noexcept;
  inline void release() noexcept;

  Object* object_ = nullptr;
};

inline void Handle::acquire() noexcept {
  if (object_ == nullptr || object_->handles_++ != 0) return;
  if (object_->graph_ != nullptr) ++object_->graph_->held;
}

inline void Handle::release() noexcept {
  if (object_ == nullptr || --object_->handles_ != 0) return;
  if (object_->state_ == ObjectState::Persistent) {
    // Its session keeps it.
    --object_->graph_->held;
  } else {
    last_handle_dropped(object_);
  }
}

}  // namespace detail

/// True when the key of `object` is known: it was given, or the row is in the database.
inline bool has_key(const Object& object) { return (object.flags_ & Object::key_flag) != 0; }

}  // namespace orm
