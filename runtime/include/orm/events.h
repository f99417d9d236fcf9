// Listeners: functions of the program that are called while sessions work.
//
//     session.on<User>(orm::before_insert, [](User& user) { user.set_name(trimmed(user.name()));
//     }); session.on(orm::after_commit, [](orm::Session&) { send_mails(); });
//     session.on(orm::column_change, User::fields.name, [](User& user, const std::string& before) {
//     ...
//     });
//
// For all sessions of an engine they are put together before it is made, in EngineOptions::events.
// The names, and the order of the events, are SQLAlchemy's. A flush and commit of one new object
// tells before_commit, before_flush, after_begin, before_insert, after_insert, after_flush and
// after_commit.
//
// While a listener is called the transaction cannot end: flush, commit, rollback, close and
// savepoints raise InvalidRequestError where the text of an event does not say otherwise. A
// listener must not end the life of its session.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "orm/fields.h"
#include "orm/object.h"
#include "orm/row.h"
#include "orm/type_trait.h"
#include "orm/value.h"

namespace orm {

class Session;
struct EntityMapping;

/// What happens to an object; a listener takes the object. Pairs of a many-to-many relationship are
/// no objects.
///
/// An object is told of once in a flush. All that a flush tells beforehand it tells before its
/// first statement, in the order in which it is going to write: such a listener may set columns, of
/// other stored objects, too, and the flush writes what it set. What adds or removes objects, or
/// expires them, raises InvalidRequestError there. What it throws fails the flush, which has
/// written nothing: until `rollback`, the session raises PendingRollbackError.
///
/// What a flush tells afterwards it tells when all is written. Such a listener may do everything
/// but end the transaction; what it changes is for the next flush. What it throws fails the flush,
/// too.
enum class ObjectEvent : std::uint8_t {
  BeforeInsert,
  AfterInsert,
  BeforeUpdate,
  AfterUpdate,
  BeforeDelete,
  AfterDelete,
  AfterLoad
};

/// A new object is about to be written, also where it takes over the row of a removed one.
inline constexpr ObjectEvent before_insert = ObjectEvent::BeforeInsert;
/// It has been written, and has its key.
inline constexpr ObjectEvent after_insert = ObjectEvent::AfterInsert;
/// A stored object has values that its row does not hold. One that was set to what it was before is
/// not written, and not told of.
inline constexpr ObjectEvent before_update = ObjectEvent::BeforeUpdate;
inline constexpr ObjectEvent after_update = ObjectEvent::AfterUpdate;
/// The object's row is about to be deleted by the session. What the database deletes along with it
/// is not told of, nor is a row that passes to a new object of the same key.
inline constexpr ObjectEvent before_delete = ObjectEvent::BeforeDelete;
inline constexpr ObjectEvent after_delete = ObjectEvent::AfterDelete;
/// The session has made the object from a row; not told when one that it has is read again. Called
/// when the query, or the access that reads, has read all it is going to, or after the flush that
/// reads; what the listener throws passes on to whoever asked.
inline constexpr ObjectEvent after_load = ObjectEvent::AfterLoad;

/// What a session does; a listener takes the session, as a reference that ends with the call.
enum class SessionEvent : std::uint8_t {
  BeforeFlush,
  AfterFlush,
  AfterBegin,
  BeforeCommit,
  AfterCommit,
  AfterRollback
};

/// There is something to flush. The listener may add, change and remove objects, which this flush
/// then writes. What it throws passes on, and leaves the session as it is.
inline constexpr SessionEvent before_flush = SessionEvent::BeforeFlush;
/// All is written, and the objects have their new states. What the listener adds or changes is for
/// the next flush; `commit` flushes until nothing is left. What it throws fails the flush.
inline constexpr SessionEvent after_flush = SessionEvent::AfterFlush;
/// A transaction has begun. What the listener throws ends it again.
inline constexpr SessionEvent after_begin = SessionEvent::AfterBegin;
/// `commit` was called, by the program and not for a savepoint. The listener may do everything,
/// flush included, but end the transaction. What it throws passes on, and nothing is committed.
inline constexpr SessionEvent before_commit = SessionEvent::BeforeCommit;
/// The transaction is committed, and that stays so whatever the listener throws, which passes on.
/// What the listener reads begins another transaction.
inline constexpr SessionEvent after_commit = SessionEvent::AfterCommit;
/// `rollback` has taken back the transaction and the objects. Not told for a savepoint, nor where a
/// session is closed or ends. What the listener throws passes on.
inline constexpr SessionEvent after_rollback = SessionEvent::AfterRollback;

enum class ColumnEvent : std::uint8_t { Change };

/// A flush is about to write a column of a stored object, which holds another value than its row.
/// Told for each such column just before `before_update`, whose rules hold here, too: the object
/// has the new value, the listener is given the one of the row. So what is set and set back within
/// one flush is not seen, nor are links, but for the foreign keys behind them.
///
/// To know the value of the row, an object that has expired is read when a column of it is set.
/// Not told of columns behind the 63rd of an entity, and of what was set before the listener was
/// there while the object had expired.
inline constexpr ColumnEvent column_change = ColumnEvent::Change;

/// What a listener of all columns of an entity is given.
struct ColumnChange {
  /// Position in the entity, that of `User::fields.name.position`.
  unsigned column;
  /// The name in the database.
  const char* name;
  /// What the row holds, and what it is going to hold, as the database has it.
  Value before;
  Value after;
};

namespace detail {

struct ListenerEntry;
struct ListenerAccess;

/// A value as the column's type in C++.
template <class T>
T typed_value(const Value& value, const EntityMapping& entity, unsigned column) {
  const ColumnPlace place{&entity, column};
  if constexpr (HasTypeTrait<Plain<T>>) {
    Converted<T, typename TypeTrait<Plain<T>>::Base> converted;
    decode(value.view(), converted, place);
    return converted.value();
  } else {
    T typed{};
    decode(value.view(), typed, place);
    return typed;
  }
}

}  // namespace detail

/// A listener that was registered. It stays when this goes, until its session ends.
class Listener {
 public:
  Listener() = default;

  /// The listener is not called again. Nothing happens when it has ended, or its session has.
  void end() noexcept;

 private:
  friend class Events;
  explicit Listener(std::weak_ptr<detail::ListenerEntry> entry) : entry_(std::move(entry)) {}

  std::weak_ptr<detail::ListenerEntry> entry_;
};

/// Listeners, called in the order in which they were registered. Those of an engine are called by
/// all its sessions, in whatever threads these are, and so maybe at the same time.
class Events {
 public:
  /// `listener(object)`. Raises nothing.
  template <class T, class F>
  Listener on(ObjectEvent event, F listener) {
    static_assert(std::is_invocable_v<F&, T&>,
                  "the listener of an object's event takes the object: [](T& object) {...}");
    return add(event, T::mapping, [listener = std::move(listener)](Object& object) mutable {
      listener(static_cast<T&>(object));
    });
  }
  template <class F>
  Listener on(ObjectEvent, F) {
    static_assert(sizeof(F) == 0, "an object's event is told for one entity: session.on<T>(...)");
    return {};
  }

  /// `listener(session)`.
  template <class F>
  Listener on(SessionEvent event, F listener) {
    static_assert(std::is_invocable_v<F&, Session&>,
                  "the listener of a session's event takes the session: [](orm::Session&) {...}");
    return add(event, std::move(listener));
  }

  /// `listener(object, before)`, for one column.
  template <class T, class V, class F>
  Listener on(ColumnEvent event, const Column<T, V>& column, F listener) {
    static_assert(std::is_invocable_v<F&, T&, const V&>,
                  "the listener of a column's change takes the object and what the column held: "
                  "[](T& object, const std::string& before) {...}");
    const unsigned position = column.position;
    return add(event, T::mapping, position,
               [listener = std::move(listener), position](Object& object,
                                                          const ColumnChange& change) mutable {
                 listener(static_cast<T&>(object),
                          detail::typed_value<V>(change.before, T::mapping, position));
               });
  }
  /// `listener(object, column_change)`, for all columns of an entity.
  template <class T, class F>
  Listener on(ColumnEvent event, F listener) {
    static_assert(std::is_invocable_v<F&, T&, const ColumnChange&>,
                  "the listener of an entity's changes takes the object and the change: "
                  "[](T& object, const orm::ColumnChange& change) {...}");
    return add(
        event, T::mapping, all_columns,
        [listener = std::move(listener)](Object& object, const ColumnChange& change) mutable {
          listener(static_cast<T&>(object), change);
        });
  }

 private:
  friend struct detail::ListenerAccess;
  static constexpr unsigned all_columns = ~0U;

  Listener add(ObjectEvent event, const EntityMapping& entity,
               std::function<void(Object&)> listener);
  Listener add(SessionEvent event, std::function<void(Session&)> listener);
  Listener add(ColumnEvent event, const EntityMapping& entity, unsigned column,
               std::function<void(Object&, const ColumnChange&)> listener);
  Listener add(std::shared_ptr<detail::ListenerEntry> entry);

  std::vector<std::shared_ptr<detail::ListenerEntry>> entries_;
  // One bit for each event that somebody listens to, or has listened to.
  std::uint32_t heard_ = 0;
};

}  // namespace orm
