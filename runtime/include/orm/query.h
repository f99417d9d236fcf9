// Asking for objects: `session.query<User>().filter(User::fields.age >= 18).all()`.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "orm/criteria.h"
#include "orm/query_steps.h"
#include "orm/stream.h"
#include "orm/text.h"

namespace orm {

/// A query for objects of a class, or, after `select`, for rows of values. Made by Session::query,
/// and without a session by orm::query; every step returns a query, the terminal ones (`all first
/// one one_or_none scalar count exists stream remove`) run it. Must not outlive its session. An
/// object that the session has is returned as it is there: loaded attributes are not overwritten,
/// unless `populate_existing` says so.
///
/// `From` is what the query reads, as types, which the steps look at; it can be forgotten:
/// a `Query<User>` takes all queries for users.
///
/// The terminal steps flush first (unless inside `no_autoflush`), and may raise StatementError and
/// its kin, and DataError for a row that does not fit the schema.
template <class Result, class From = typename detail::SourcesOf<Result>::Type>
class [[nodiscard]] Query {
  static constexpr bool is_of_objects = detail::Entity<Result>;
  using Steps = detail::Steps<From>;

 public:
  /// One result: a Ptr to an object, or a row.
  using Handle = typename detail::HandleOf<Result>::Type;

  /// What the rows are made by; null for objects.
  using Maker = const detail::RowMaker<Result>*;

  Query(detail::SessionCore* session, detail::QuerySpec spec, Maker maker = nullptr)
      : session_(session), maker_(maker), spec_(std::move(spec)) {}

  template <class Other>
    requires(std::same_as<From, typename detail::SourcesOf<Result>::Type> &&
             !std::same_as<From, Other>)
  Query(Query<Result, Other> other)
      : session_(other.session()), maker_(other.maker()), spec_(std::move(other).spec()) {}

  /// Keeps what satisfies the conditions; all of them, and those of several filters, have to hold.
  template <class... Conditions>
  Query filter(Conditions&&... conditions) && {
    (spec_.where.append(Steps::condition(std::forward<Conditions>(conditions))), ...);
    return std::move(*this);
  }
  template <class... Conditions>
  Query filter(Conditions&&... conditions) const& {
    return Query(*this).filter(std::forward<Conditions>(conditions)...);
  }

  /// Short for `filter(column == value)`.
  template <class E, class V, class U>
  Query filter_by(const Column<E, V>& column, const U& value) && {
    Steps::template require_read<E>();
    return std::move(*this).filter(column == value);
  }
  template <class E, class V, class U>
  Query filter_by(const Column<E, V>& column, const U& value) const& {
    return Query(*this).filter_by(column, value);
  }

  /// Joins what a relationship leads to, so that conditions, orders and results can speak of it:
  ///
  ///     session.query<User>().join(User::fields.posts).filter(Post::fields.title == "Hello")
  ///
  /// Behind the relationship may stand the occurrence that it leads to (`orm::alias`), and
  /// conditions on it. Without a relationship an occurrence is joined by conditions:
  /// `join(Post::fields, Post::fields.user_id == User::fields.id)`. Objects that the rows repeat
  /// are returned once, and a limit counts objects.
  template <class Target, class... More>
  auto join(const Target& target, const More&... more) && {
    return std::move(*this).template with<detail::SourceKind::Inner>(target, more...);
  }
  template <class Target, class... More>
  auto join(const Target& target, const More&... more) const& {
    return Query(*this).join(target, more...);
  }

  /// The same, which keeps what nothing is found for. In a row what is not found is absent: its
  /// columns are optional, and an object is a null Ptr.
  template <class Target, class... More>
  auto outerjoin(const Target& target, const More&... more) && {
    return std::move(*this).template with<detail::SourceKind::Outer>(target, more...);
  }
  template <class Target, class... More>
  auto outerjoin(const Target& target, const More&... more) const& {
    return Query(*this).outerjoin(target, more...);
  }

  /// Reads the objects from SQL of the program, which has their columns by name; conditions, orders
  /// and all else stand around it.
  Query from_text(const Text& text, std::initializer_list<NamedValue> values = {}) && {
    detail::read_from_text(spec_, text, values);
    return std::move(*this);
  }

  /// Makes rows of values: of columns and expressions, and of objects by the names of their
  /// occurrence (`User::fields`). Several items are a `std::tuple`, one is itself.
  ///
  ///     session.query<User>()
  ///         .outerjoin(User::fields.posts)
  ///         .group_by(User::fields.id)
  ///         .select(User::fields.name, orm::func::count(Post::fields.id))
  ///
  /// Joins stand before it. What an outer join may not find is optional; where an entity occurs
  /// several times, `orm::nullable` says which of its columns are.
  template <class... Items>
  auto select(const Items&... items) && {
    static_assert(sizeof...(Items) > 0, "select() takes what a row consists of");
    using Row = typename detail::RowOf<detail::ItemType<From, Items>...>::Type;
    return std::move(*this).rows(detail::row_maker<Row, detail::ItemType<From, Items>...>,
                                 items...);
  }
  template <class... Items>
  auto select(const Items&... items) const& {
    return Query(*this).select(items...);
  }

  /// The same as a struct of the program, whose members are given in their order.
  template <class Row, class... Items>
  auto select_as(const Items&... items) && {
    static_assert(detail::MadeOf<Row, detail::ItemType<From, Items>...>,
                  "select_as() takes a struct, and an item for each of its members that has the "
                  "member's type: numbers are std::int64_t or double, and what can be NULL, or is "
                  "absent by an outer join, is a std::optional");
    return std::move(*this).rows(detail::struct_maker<Row, detail::ItemType<From, Items>...>,
                                 items...);
  }
  template <class Row, class... Items>
  auto select_as(const Items&... items) const& {
    return Query(*this).template select_as<Row>(items...);
  }

  /// One result for all rows for which these are the same.
  template <class... Operands>
  Query group_by(const Operands&... operands) && {
    (Steps::add_group(spec_, operands), ...);
    return std::move(*this);
  }
  template <class... Operands>
  Query group_by(const Operands&... operands) const& {
    return Query(*this).group_by(operands...);
  }

  /// Keeps the groups that satisfy `condition`.
  template <class C>
  Query having(C&& condition) && {
    static_assert(Condition<C>,
                  "having() takes a condition, such as a comparison of a count with a number");
    spec_.parts.make().having.append(Steps::condition(std::forward<C>(condition)));
    return std::move(*this);
  }
  template <class C>
  Query having(C&& condition) const& {
    return Query(*this).having(std::forward<C>(condition));
  }

  /// Without rows that repeat others.
  Query distinct() && {
    spec_.parts.make().is_distinct = true;
    return std::move(*this);
  }
  Query distinct() const& { return Query(*this).distinct(); }

  /// By columns and expressions, or `asc(...)`, `desc(...)`; added to the orderings given before.
  template <class... Orderings>
  Query order_by(const Orderings&... orderings) && {
    (Steps::add_ordering(spec_, orderings), ...);
    return std::move(*this);
  }
  template <class... Orderings>
  Query order_by(const Orderings&... orderings) const& {
    return Query(*this).order_by(orderings...);
  }

  /// At most so many objects or rows; joined collections stay complete.
  Query limit(std::int64_t count) && {
    spec_.limit = count;
    return std::move(*this);
  }
  Query limit(std::int64_t count) const& { return Query(*this).limit(count); }

  /// Leaves out the first `count` objects or rows.
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

  /// All objects, each once, or all rows, in the order asked for.
  std::vector<Handle> all() const {
    if constexpr (is_of_objects) {
      std::vector<Handle> objects;
      detail::run_query(running(), spec_, &objects, [](void* result, Object& object) {
        static_cast<std::vector<Handle>*>(result)->push_back(Handle::adopt(&object));
      });
      return objects;
    } else {
      return rows_of(spec_);
    }
  }

  /// The objects one after the other, `batch` at a time, for results that memory should not hold;
  /// orm/stream.h says what becomes of them. Raises InvalidRequestError for a `batch` below 1, and
  /// for a collection that is loaded by a join, whose rows would not end with the batch: use
  /// `selectinload`. As SQLAlchemy's `yield_per`.
  Stream<Result> stream(std::int64_t batch = 500) const {
    static_assert(is_of_objects, "stream() is of a query for objects");
    return Stream<Result>(detail::make_stream(running(), spec_, batch));
  }

  /// The first object, or a null Ptr; of rows an optional. Adds LIMIT 1.
  auto first() const {
    detail::QuerySpec spec = spec_;
    if (!spec.limit.has_value() || *spec.limit != 0) spec.limit = 1;
    spec.takes_first = true;
    if constexpr (is_of_objects) {
      Handle first;
      detail::run_query(running(), spec, &first, [](void* result, Object& object) {
        *static_cast<Handle*>(result) = Handle::adopt(&object);
      });
      return first;
    } else {
      return first_of(rows_of(spec));
    }
  }

  /// The only object or row. Raises NoResultFound, MultipleResultsFound.
  Handle one() const {
    if constexpr (is_of_objects) {
      return Handle::adopt(detail::run_one(running(), spec_, true));
    } else {
      return *only(true);
    }
  }

  /// The only object, or a null Ptr; of rows an optional. Raises MultipleResultsFound.
  auto one_or_none() const {
    if constexpr (is_of_objects) {
      return Handle::adopt(detail::run_one(running(), spec_, false));
    } else {
      return only(false);
    }
  }

  /// The first value of a query for single values; none where there is no row, or NULL.
  auto scalar() const {
    static_assert(!is_of_objects, "scalar() is of a query that has selected one value");
    std::optional<detail::Plain<Result>> value;
    if (auto row = first()) value = *std::move(row);
    return value;
  }

  /// How many objects or rows `all` would return.
  std::int64_t count() const { return detail::run_count(running(), spec_); }

  bool exists() const {
    detail::QuerySpec spec = spec_;
    if (!spec.limit.has_value() || *spec.limit > 1) spec.limit = 1;
    spec.takes_first = true;
    return detail::run_count(running(), spec) > 0;
  }

  /// Deletes all rows that the filters keep, by one DELETE, and returns how many there were.
  /// Relationships are not followed: what becomes of rows that refer to these is the matter of the
  /// database. Objects of these rows are deleted. Raises InvalidRequestError for a query with
  /// joins, groups, an order, a limit or an offset.
  std::int64_t remove() const {
    static_assert(is_of_objects, "remove() is of a query for objects");
    return detail::run_remove(running(), spec_);
  }

  /// Changes all rows that the filters keep, by one UPDATE, and returns how many there were:
  ///
  ///     query.update({orm::set(User::fields.name, "Ada"), orm::set(User::fields.age, age + 1)})
  ///
  /// Versions and columns with `onupdate now()` are changed along. Objects of these rows get the
  /// new values; a collection that the session has is not followed. Raises DataError for a value
  /// that does not fit, and InvalidRequestError for a query with joins, groups, an order, a limit
  /// or an offset, and for columns of the primary key and those that the database computes.
  std::int64_t update(std::initializer_list<Assignment<Result>> assignments,
                      Synchronize objects = Synchronize::Returned) const {
    std::vector<detail::SetColumn> columns;
    for (const auto& each : assignments) columns.push_back({each.column(), each.data()});
    return detail::run_update(running(), spec_, columns, objects);
  }

  /// The SQL of `all`, with `?` for each value.
  std::string to_sql() const { return detail::text_of(session_, spec_); }

  /// How SQLite would run `all`: the lines of its EXPLAIN QUERY PLAN, indented.
  std::vector<std::string> explain() const { return detail::explain(running(), spec_); }

  // What the rest of the library looks at.
  detail::SessionCore* session() const { return session_; }
  Maker maker() const { return maker_; }
  const detail::QuerySpec& spec() const& { return spec_; }
  detail::QuerySpec&& spec() && { return std::move(spec_); }

 private:
  template <class Start>
  void add(const LoadEnd<Start>& path) {
    static_assert(std::same_as<Start, Result>,
                  "a loader option has to start at the entity that the query asks for");
    spec_.loads.push_back(path.steps());
  }
  void add(const LoaderCriteria& criteria) { spec_.criteria.push_back(criteria); }

  template <detail::SourceKind kind, class... Args>
  auto with(const Args&... args) && {
    using Joined = decltype(Steps::template join<kind>(spec_, args...));
    Steps::template join<kind>(spec_, args...);
    return Query<Result, Joined>(session_, std::move(spec_), maker_);
  }

  template <class Row, class... Items>
  auto rows(const detail::RowMaker<Row>& maker, const Items&... items) && {
    Steps::clear_items(spec_);
    (Steps::add_item(spec_, items), ...);
    return Query<Row, From>(session_, std::move(spec_), &maker);
  }

  detail::SessionCore& running() const {
    if (session_ == nullptr) detail::no_session(spec_);
    return *session_;
  }

  std::vector<Handle> rows_of(const detail::QuerySpec& spec) const {
    struct To {
      std::vector<Handle> rows;
      Maker maker;
    } to{{}, maker_};
    detail::run_rows(running(), spec, &to, [](void* given, const detail::ResultCell* cells) {
      To& into = *static_cast<To*>(given);
      into.rows.push_back(into.maker->make(cells));
    });
    return std::move(to.rows);
  }

  static std::optional<Handle> first_of(std::vector<Handle> rows) {
    return rows.empty() ? std::optional<Handle>() : std::optional<Handle>(std::move(rows.front()));
  }

  std::optional<Handle> only(bool required) const {
    detail::QuerySpec spec = spec_;
    if (!spec.limit.has_value()) spec.limit = 2;
    std::vector<Handle> rows = rows_of(spec);
    detail::require_one(spec, rows.size(), required);
    return first_of(std::move(rows));
  }

  detail::SessionCore* session_;
  Maker maker_;
  detail::QuerySpec spec_;
};

}  // namespace orm
