// Asking for objects: `session.query<User>().filter(User::fields.age >= 18).all()`.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "orm/conditions.h"
#include "orm/criteria.h"
#include "orm/expression.h"
#include "orm/loading.h"
#include "orm/ordering.h"
#include "orm/ptr.h"
#include "orm/stream.h"

namespace orm {

namespace detail {

class SessionCore;

/// Where in the program something was written.
struct CodePlace {
  const char* file = nullptr;
  int line = 0;
};

/// What a query asks for, without types.
struct QuerySpec {
  const EntityMapping* entity;
  /// For warnings about its objects.
  CodePlace place = {};
  /// Conditions, one after the other; all of them hold.
  ExpressionData where;
  /// Orderings, one after the other.
  ExpressionData order;
  std::optional<std::int64_t> limit;
  std::optional<std::int64_t> offset;
  std::vector<std::vector<LoadStep>> loads;
  std::vector<LoaderCriteria> criteria;
  /// Leaves out those of the session and its engine.
  bool without_criteria = false;
  /// Reads anew what the session has.
  bool populate_existing = false;
};

/// Takes one object of a result; `result` is what the caller gave.
using TakeObject = void (*)(void* result, Object& object);

void run_query(SessionCore& session, const QuerySpec& spec, void* result, TakeObject take);
/// The one object; null when there is none and `required` is false.
Object* run_one(SessionCore& session, QuerySpec spec, bool required);
std::int64_t run_count(SessionCore& session, const QuerySpec& spec);
std::int64_t run_remove(SessionCore& session, const QuerySpec& spec);

}  // namespace detail

/// A query for objects of `T`. Made by Session::query; every step returns a query, the terminal
/// ones (`all first one one_or_none count exists stream`) run it. Must not outlive its session. An
/// object that the session has is returned as it is there: loaded attributes are not overwritten,
/// unless `populate_existing` says so.
///
/// The terminal steps flush first (unless inside `no_autoflush`), and may raise StatementError and
/// its kin, and DataError for a row that does not fit the schema.
template <class T>
class [[nodiscard]] Query {
 public:
  explicit Query(detail::SessionCore& session, detail::CodePlace place = {}) : session_(&session) {
    spec_.entity = &T::mapping;
    spec_.place = place;
  }

  /// Keeps what satisfies `condition`; several filters have to hold together.
  template <class C>
  Query filter(C&& condition) && {
    static_assert(Condition<C>,
                  "filter() takes a condition, such as a comparison, or a column of truth values");
    static_assert(is_read<detail::EntityOf<C>>,
                  "filter() takes a condition on columns of the entity that the query asks for");
    spec_.where.append(detail::data_of(std::forward<C>(condition)));
    return std::move(*this);
  }
  template <class C>
  Query filter(C&& condition) const& {
    return Query(*this).filter(std::forward<C>(condition));
  }

  /// Short for `filter(column == value)`.
  template <class E, class V, class U>
  Query filter_by(const Column<E, V>& column, const U& value) && {
    static_assert(std::same_as<E, T>,
                  "filter_by() takes a column of the entity that the query asks for");
    return std::move(*this).filter(column == value);
  }
  template <class E, class V, class U>
  Query filter_by(const Column<E, V>& column, const U& value) const& {
    return Query(*this).filter_by(column, value);
  }

  /// By columns and expressions, or `asc(...)`, `desc(...)`; added to the orderings given before.
  template <class... Orderings>
  Query order_by(const Orderings&... orderings) && {
    (add_ordering(orderings), ...);
    return std::move(*this);
  }
  template <class... Orderings>
  Query order_by(const Orderings&... orderings) const& {
    return Query(*this).order_by(orderings...);
  }

  /// At most that many objects; joined collections stay complete.
  Query limit(std::int64_t count) && {
    spec_.limit = count;
    return std::move(*this);
  }
  Query limit(std::int64_t count) const& { return Query(*this).limit(count); }

  /// Leaves out the first `count` objects.
  Query offset(std::int64_t count) && {
    spec_.offset = count;
    return std::move(*this);
  }
  Query offset(std::int64_t count) const& { return Query(*this).offset(count); }

  /// How relationships and columns are loaded, see orm/loading.h, and which objects are, see
  /// orm/criteria.h.
  template <class... Options>
  Query options(const Options&... options) && {
    (add(options), ...);
    return std::move(*this);
  }
  template <class... Options>
  Query options(const Options&... options) const& {
    return Query(*this).options(options...);
  }

  /// Reads also what the criteria of the session and its engine leave out, and so do the
  /// relationships of its objects. The criteria among its own options stand.
  Query without_criteria() && {
    spec_.without_criteria = true;
    return std::move(*this);
  }
  Query without_criteria() const& { return Query(*this).without_criteria(); }

  /// Reads objects anew which the session has already, those that the options load along with the
  /// query's included: their rows overwrite what was loaded, changes that are not flushed are lost,
  /// and relationships are replaced, or forgotten where this query does not load them. As queries
  /// flush first, only `no_autoflush` leaves changes to lose. As SQLAlchemy's option of that name.
  Query populate_existing() && {
    spec_.populate_existing = true;
    return std::move(*this);
  }
  Query populate_existing() const& { return Query(*this).populate_existing(); }

  /// All objects, each once, in the order asked for.
  std::vector<Ptr<T>> all() const {
    std::vector<Ptr<T>> objects;
    detail::run_query(*session_, spec_, &objects, [](void* result, Object& object) {
      static_cast<std::vector<Ptr<T>>*>(result)->push_back(Ptr<T>::adopt(&object));
    });
    return objects;
  }

  /// The objects one after the other, for results that memory should not hold:
  ///
  ///     for (User& user : session.query<User>().order_by(User::fields.id).stream()) ...
  ///
  /// One statement runs as long as the loop; `batch` objects are read at a time, and what the
  /// options load by statements of their own is read for each batch. When its batch has passed, or
  /// the stream has ended, an object leaves the session, and its memory is used again: a `T&` is
  /// good until then. So do the objects that relationships led to from it, by the options or at
  /// their first use. There remains what a Ptr holds, what has changes that are not flushed or is
  /// to be removed, what an object that remains is linked to, and what the session had before.
  ///
  /// The body may do what it likes with the session. A commit, also of a savepoint, or the rollback
  /// of one leaves the stream as it is. A rollback of the transaction, `close`, `expunge_all` and
  /// the end of the session end it: the next step raises InvalidRequestError. Rows that are written
  /// while the statement runs may come or not, and a row whose place in the order changes may come
  /// twice. Until the last batch is read the session keeps its connection.
  ///
  /// Raises InvalidRequestError for a `batch` below 1, and for a collection that is loaded by a
  /// join, whose rows would not end with the batch: use `selectinload`. As SQLAlchemy's
  /// `yield_per`.
  Stream<T> stream(std::int64_t batch = 500) const {
    return Stream<T>(detail::make_stream(*session_, spec_, batch));
  }

  /// The first object, or a null Ptr. Adds LIMIT 1.
  Ptr<T> first() const {
    Ptr<T> first;
    detail::QuerySpec spec = spec_;
    if (!spec.limit.has_value() || *spec.limit != 0) spec.limit = 1;
    detail::run_query(*session_, spec, &first, [](void* result, Object& object) {
      *static_cast<Ptr<T>*>(result) = Ptr<T>::adopt(&object);
    });
    return first;
  }

  /// The only object. Raises NoResultFound, MultipleResultsFound.
  Ptr<T> one() const { return Ptr<T>::adopt(detail::run_one(*session_, spec_, true)); }

  /// The only object, or a null Ptr. Raises MultipleResultsFound.
  Ptr<T> one_or_none() const { return Ptr<T>::adopt(detail::run_one(*session_, spec_, false)); }

  /// How many objects `all` would return.
  std::int64_t count() const { return detail::run_count(*session_, spec_); }

  bool exists() const {
    detail::QuerySpec spec = spec_;
    if (!spec.limit.has_value() || *spec.limit > 1) spec.limit = 1;
    return detail::run_count(*session_, spec) > 0;
  }

  /// Deletes all rows that the filters keep, by one DELETE, and returns how many there were.
  /// Relationships are not followed: what becomes of rows that refer to these is the matter of the
  /// database. Objects of these rows are deleted. Raises InvalidRequestError for a query with an
  /// order, a limit or an offset.
  std::int64_t remove() const { return detail::run_remove(*session_, spec_); }

 private:
  template <class From>
  void add(const LoadEnd<From>& path) {
    static_assert(std::same_as<From, T>,
                  "a loader option has to start at the entity that the query asks for");
    spec_.loads.push_back(path.steps());
  }
  void add(const LoaderCriteria& criteria) { spec_.criteria.push_back(criteria); }

  template <class E>
  static constexpr bool is_read =
      std::same_as<E, T> || std::same_as<E, AnyEntity> || std::same_as<E, NoEntity>;

  template <class E>
  void add_ordering(const Ordering<E>& ordering) {
    static_assert(is_read<E>, "order_by() takes columns of the entity that the query asks for");
    spec_.order.append(ordering.data());
  }
  template <Operand X>
  void add_ordering(const X& operand) {
    add_ordering(asc(operand));
  }

  detail::SessionCore* session_;
  detail::QuerySpec spec_;
};

}  // namespace orm
