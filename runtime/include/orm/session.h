// A session: identity map, unit of work and transaction over one connection.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "orm/bulk.h"
#include "orm/cte.h"
#include "orm/look_up.h"
#include "orm/model.h"
#include "orm/objects_view.h"
#include "orm/owner.h"
#include "orm/query.h"

namespace orm {

class Engine;
class Events;
class Listener;

namespace detail {

class SessionCore;
class SavepointCore;
class AutoflushBlock;

void end(SavepointCore* savepoint) noexcept;
void end(AutoflushBlock* block) noexcept;

[[noreturn]] void session_moved_from();

// The untyped half of Session.
void add(SessionCore& session, Object* object);
void remove(SessionCore& session, Object* object);
void expunge(SessionCore& session, Object* object);
void expire(SessionCore& session, Object* object);
void refresh(SessionCore& session, Object* object);
Object* merge(SessionCore& session, Object* object, bool loads);
ObjectsView new_objects(const SessionCore& session);
ObjectsView dirty(const SessionCore& session);
ObjectsView deleted(const SessionCore& session);
bool is_modified(const SessionCore& session, const Object* object);
/// How an object is looked up: `key` holds one value for each column of the primary key.
/// Makes a pending object and calls `initialize(object, init)`; takes back what was added when that
/// throws.
Object& create(SessionCore& session, const EntityMapping& entity, void* init,
               void (*initialize)(Object& object, void* init));
/// Keeps the session from flushing before it reads; may outlive the session.
Owner<AutoflushBlock> block_autoflush(SessionCore& session);
/// Those of the session, to be added to.
Events& events(SessionCore& session);

}  // namespace detail

struct SessionOptions {
  /// Flushes before queries and loads, so that they see what the session has changed.
  bool autoflush = true;
  /// Forgets all column values and relationships after a commit, so that they are read again.
  bool expire_on_commit = true;
  /// Raises MultipleResultsFound where a relationship that is to be one object (`uselist false`)
  /// finds several rows. Else the first one is used, with a warning.
  bool strict_uselist = false;
  /// What all objects have to be that the session reads, beside the criteria of the engine; see
  /// orm/criteria.h.
  std::vector<LoaderCriteria> criteria = {};
};

struct MergeOptions {
  /// Asks the database for what the session does not have.
  bool load = true;
};

/// A part of a session's transaction that can be taken back by itself (`SAVEPOINT`); made by
/// `begin_nested`. It ends by `commit` or `rollback`, with the transaction around it, or with the
/// life of this object, which rolls it back. Savepoints that were begun after it end with it.
class Savepoint {
 public:
  explicit Savepoint(detail::SessionCore& session);
  Savepoint(Savepoint&&) noexcept = default;
  Savepoint& operator=(Savepoint&&) = delete;
  /// Rolls back what is open. Never raises: where that fails, the session says so.
  ~Savepoint();

  /// False when it has ended.
  bool is_open() const noexcept;
  /// Flushes, and makes it a part of the transaction around it. Raises InvalidRequestError when it
  /// has ended, and what a flush raises; it is then still to be rolled back.
  void commit();
  /// Takes back what was done since it began. Objects that were added are without a session again,
  /// removed ones are stored, changed ones are read again when they are used; all others stay as
  /// they are. A flush that failed since it began is forgotten. Raises InvalidRequestError when it
  /// has ended, and PendingRollbackError when the database has rolled back the whole transaction.
  void rollback();

 private:
  void require_open() const;

  detail::Owner<detail::SavepointCore> core_;
};

/// Keeps loaded objects, one for each row, and writes what changed in the order that foreign keys
/// need. The first statement begins a transaction; `commit`, `rollback` or the end of the session
/// ends it, the latter by rolling back. Objects stay with the session until they are expunged or it
/// ends. A session, its objects and their Ptrs belong to one thread at a time.
///
/// When a flush fails the transaction is rolled back, or its part since the last savepoint, and
/// everything but `rollback` and `close` raises PendingRollbackError until that is rolled back by
/// the program, too.
class Session {
 public:
  explicit Session(const Engine& engine, SessionOptions options = {});
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  Session(Session&& other) noexcept;
  Session& operator=(Session&& other) noexcept;
  ~Session();

  /// Adds the object and all that it links to; the next flush inserts what is new.
  /// Raises InvalidRequestError for an object of another session, or when the session has another
  /// object of the same key.
  template <class T>
  void add(const Ptr<T>& object) {
    detail::add(core(), object.object());
  }
  template <class... Ts>
  void add_all(const Ptr<Ts>&... objects) {
    (add(objects), ...);
  }
  template <class T>
  void add_all(const std::vector<Ptr<T>>& objects) {
    for (const Ptr<T>& object : objects) add(object);
  }

  /// Makes an object and adds it.
  template <class T>
  Ptr<T> create(typename T::Init init) {
    return Ptr<T>::adopt(
        &detail::create(core(), T::mapping, &init, [](Object& object, void* given) {
          Access::initialize(static_cast<T&>(object),
                             std::move(*static_cast<typename T::Init*>(given)));
        }));
  }

  /// Deletes the object's row with the next flush. Objects that refer to it lose the reference.
  /// Raises InvalidRequestError for an object that this session has not stored.
  template <class T>
  void remove(const Ptr<T>& object) {
    detail::remove(core(), object.object());
  }

  /// Objects that the next flush inserts.
  ObjectsView new_objects() const { return detail::new_objects(core()); }
  /// Stored objects of which something was set since the last flush, be it what it was before.
  ObjectsView dirty() const { return detail::dirty(core()); }
  /// Objects whose rows the next flush deletes.
  ObjectsView deleted() const { return detail::deleted(core()); }
  /// True when the next flush has something to write of the object: a value that its row does not
  /// hold, or a pair of a many-to-many relationship. False for an object of no or another session.
  template <class T>
  bool is_modified(const Ptr<T>& object) const {
    return detail::is_modified(core(), object.object());
  }

  /// Writes all changes to the database, without ending the transaction.
  void flush();
  /// Flushes and ends the transaction.
  void commit();
  /// Ends the transaction and takes back what it wrote: new objects are without a session again,
  /// all others are read again when they are used.
  void rollback();

  /// Flushes, and begins a part of the transaction that can be rolled back by itself:
  ///
  ///     orm::Savepoint savepoint = session.begin_nested();
  ///     session.add(guest);
  ///     savepoint.commit();
  ///
  /// When a flush fails in it, the session is usable again once the savepoint is rolled back.
  [[nodiscard]] Savepoint begin_nested() { return Savepoint(core()); }

  /// The object of that primary key: from the session where it has it, else from the database; a
  /// null Ptr when there is none. A key of several columns is given in its order,
  /// `get<Line>(7, 1)`, or by name, `get<Line>(Line::fields.number == 1 && Line::fields.order ==
  /// 7)`.
  template <class T, class... K>
  Ptr<T> get(const K&... key) {
    return Ptr<T>::adopt(
        detail::by_values(detail::get, core(), T::mapping, typename T::PrimaryKey(), key...));
  }
  /// Raises InvalidRequestError unless `key` gives each column of the primary key one value by
  /// `==`, joined by `&&`.
  template <class T, class E>
  Ptr<T> get(const Expr<bool, E>& key) {
    return Ptr<T>::adopt(detail::by_names(detail::get, core(), T::mapping, key.data()));
  }
  /// Raises NoResultFound when there is none.
  template <class T, class... K>
  Ptr<T> get_one(const K&... key) {
    return Ptr<T>::adopt(
        detail::by_values(detail::get_one, core(), T::mapping, typename T::PrimaryKey(), key...));
  }
  template <class T, class E>
  Ptr<T> get_one(const Expr<bool, E>& key) {
    return Ptr<T>::adopt(detail::by_names(detail::get_one, core(), T::mapping, key.data()));
  }

  /// `file` and `line` say where the query stands, for warnings.
  template <class T>
  Query<T> query(const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
    return Query<T>(&core(), T::mapping, detail::CodePlace{file, line});
  }
  /// For an occurrence with a name of its own: `query(orm::alias<User>("other"))`.
  template <Occurrence X>
  Query<detail::OccurringEntity<X>> query(const X& occurrence, const char* file = __builtin_FILE(),
                                          int line = __builtin_LINE()) {
    return Query<detail::OccurringEntity<X>>(&core(), detail::spec_for(occurrence, {file, line}));
  }
  /// For the rows, or objects, of a common table expression.
  template <class Result>
  auto query(const Cte<Result>& cte, const char* file = __builtin_FILE(),
             int line = __builtin_LINE()) {
    return query(orm::query(cte, file, line));
  }
  /// Runs a query that was made by orm::query, or in another session, in this one.
  template <class Result, class From>
  Query<Result, From> query(const Query<Result, From>& query) {
    return Query<Result, From>(&core(), query.spec(), query.maker());
  }

  /// Runs SQL of the program, see orm/text.h, and returns how many rows it has changed. Flushes
  /// first; objects do not follow.
  std::int64_t execute(const Text& text, std::initializer_list<NamedValue> values = {}) {
    return detail::run_text(core(), text, values, 0, nullptr, nullptr);
  }
  /// Its rows, as those of Query::select: `execute<std::string, std::int64_t>(...)`. Raises
  /// InvalidRequestError where they have another number of columns.
  template <class First, class... More>
  auto execute(const Text& text, std::initializer_list<NamedValue> values = {}) {
    return detail::rows_of_text<First, More...>(core(), text, values);
  }

  /// Inserts rows without objects, see orm/bulk.h, and returns how many there were.
  template <class T, class Range = std::vector<typename T::Init>>
  std::int64_t bulk_insert(Range&& inits) {
    return detail::insert_range<T>(core(), std::forward<Range>(inits), nullptr, nullptr);
  }
  /// The same, and returns what `returning` says of each row.
  template <class T, class Range = std::vector<typename T::Init>, class E, class Row>
  std::vector<Row> bulk_insert(Range&& inits, const Returning<E, Row>& returning) {
    return detail::rows_returned<T>(returning, [&](const detail::ReturnedRows& returned) {
      detail::insert_range<T>(core(), std::forward<Range>(inits), nullptr, &returned);
    });
  }
  /// The same, where rows may be there already; returns how many were inserted or updated.
  template <class T, class Range = std::vector<typename T::Init>>
  std::int64_t upsert(Range&& inits, const ConflictAction<T>& action) {
    return detail::insert_range<T>(core(), std::forward<Range>(inits), &action.data(), nullptr);
  }
  /// The same, and returns what `returning` says of each row that was inserted or updated.
  template <class T, class Range = std::vector<typename T::Init>, class E, class Row>
  std::vector<Row> upsert(Range&& inits, const ConflictAction<T>& action,
                          const Returning<E, Row>& returning) {
    return detail::rows_returned<T>(returning, [&](const detail::ReturnedRows& returned) {
      detail::insert_range<T>(core(), std::forward<Range>(inits), &action.data(), &returned);
    });
  }
  /// Updates rows by their primary keys and returns how many there were: `rows` are tuples, or
  /// pairs, of a value for each of the columns, the primary key's among them. Versions are counted
  /// up, and columns with `onupdate now()` set. Raises StaleDataError for a row that is not there.
  template <class Range, ColumnField... Columns>
  std::int64_t bulk_update(const Range& rows, const Columns&... columns) {
    return detail::update_range(core(), rows, columns...);
  }
  /// Inserts the rows of a query, and returns how many there were: a column for each of its items.
  template <class Row, class From, ColumnField... Columns>
  std::int64_t insert_from(const Query<Row, From>& query, const Columns&... columns) {
    return detail::insert_query(core(), query, nullptr, columns...);
  }
  /// The same, and returns what `returning` says of each row.
  template <class Row, class From, class E, class Returned, ColumnField First,
            ColumnField... Others>
  std::vector<Returned> insert_from(const Query<Row, From>& query,
                                    const Returning<E, Returned>& returning, const First& first,
                                    const Others&... others) {
    return detail::rows_returned<typename First::Entity>(
        returning, [&](const detail::ReturnedRows& returned) {
          detail::insert_query(core(), query, &returned, first, others...);
        });
  }

  /// Forgets what was read of the object, and changes not flushed; the next use reads it again.
  template <class T>
  void expire(const Ptr<T>& object) {
    detail::expire(core(), object.object());
  }
  void expire_all();
  /// Expires the object and reads its columns at once. Raises ObjectDeletedError without a row.
  template <class T>
  void refresh(const Ptr<T>& object) {
    detail::refresh(core(), object.object());
  }

  /// Copies what is set of an object, and of what it reaches over relationships that cascade
  /// `merge`, onto the objects of this session with the same keys, and returns the object's
  /// counterpart. Those come from the session, else from the database; where there is none, a new
  /// one is added. The given objects stay as they are and may belong to another session. What is
  /// not set stays untouched: columns and links that were not given to a new object, and what an
  /// expired or detached one has not loaded. An object of this session is returned as it is.
  /// Raises StaleDataError when an object with a version has another one than its row, and
  /// InvalidRequestError for an object without loaded columns whose row is gone.
  ///
  /// With `.load = false` nothing is read: what stored objects hold is taken for their rows, as
  /// when they come from a cache. Changes that this session had are lost, and nothing is written.
  /// Raises InvalidRequestError for an object that was never stored, or has changes of its own.
  template <class T>
  Ptr<T> merge(const Ptr<T>& object, MergeOptions options = {}) {
    return Ptr<T>::adopt(detail::merge(core(), object.object(), options.load));
  }

  /// Lets go of the object; a pending one is also unlinked. Its memory ends with its last handle.
  template <class T>
  void expunge(const Ptr<T>& object) {
    detail::expunge(core(), object.object());
  }
  void expunge_all();

  /// Rolls back an open transaction and lets go of all objects. The session can be used again.
  void close();

  /// While the returned guard lives, queries and loads do not flush.
  class NoAutoflush {
   public:
    explicit NoAutoflush(detail::SessionCore& session) : block_(detail::block_autoflush(session)) {}
    NoAutoflush(const NoAutoflush&) = delete;
    NoAutoflush& operator=(const NoAutoflush&) = delete;

   private:
    detail::Owner<detail::AutoflushBlock> block_;
  };
  [[nodiscard]] NoAutoflush no_autoflush() { return NoAutoflush(core()); }

  /// Calls `listener` when that happens in this session, until it ends or `end` of what is returned
  /// is called; see orm/events.h:
  ///
  ///     session.on<User>(orm::before_update, [](User& user) { ... });
  ///     session.on(orm::before_commit, [](orm::Session& session) { ... });
  ///     session.on(orm::column_change, User::fields.name, [](User& user, const std::string&
  ///     before) {
  ///       ...
  ///     });
  ///
  /// Listeners of the engine are called first. Defined in orm/listen.h.
  template <class... T, class... Arguments>
  Listener on(Arguments&&... arguments);

  /// Raises InvalidRequestError for a session that was moved from, as all that a session does.
  detail::SessionCore& core() const {
    if (core_ == nullptr) detail::session_moved_from();
    return *core_;
  }

 private:
  friend class detail::SessionCore;
  // What a listener is given.
  explicit Session(detail::SessionCore& core) : core_(&core), owns_(false) {}

  detail::SessionCore* core_;
  // False for the session that a listener is given.
  bool owns_ = true;
};

/// True when reading the relationship needs no statement. Never loads.
bool is_loaded(const Object& object, unsigned relationship);
template <class E, class T>
bool is_loaded(const E& object, const ToManyField<E, T>& field) {
  return is_loaded(static_cast<const Object&>(object), field.position);
}
template <class E, class T>
bool is_loaded(const E& object, const ToOneField<E, T>& field) {
  return is_loaded(static_cast<const Object&>(object), field.position);
}
/// The same for a column.
bool is_column_loaded(const Object& object, unsigned column);
template <class E, class T>
bool is_loaded(const E& object, const Column<E, T>& field) {
  return is_column_loaded(object, field.position);
}

}  // namespace orm
