// What runs a query.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "orm/query_steps.h"
#include "orm/returning.h"
#include "orm/stream.h"

namespace orm {

/// A query that is put together: the terminal steps of orm::Query. They flush first (unless inside
/// `no_autoflush`), and may raise StatementError and its kin, and DataError for a row that does not
/// fit the schema.
template <class Result>
class QueryEnds {
  static constexpr bool is_of_objects = detail::Entity<Result>;

 public:
  /// One result: a Ptr to an object, or a row.
  using Handle = typename detail::HandleOf<Result>::Type;

  /// What the rows are made by; null for objects.
  using Maker = const detail::RowMaker<Result>*;

  /// All objects, each once, or all rows, in the order asked for.
  std::vector<Handle> all() const {
    if constexpr (is_of_objects) {
      std::vector<Handle> objects;
      detail::run_query(running(), *spec_, &objects, [](void* result, Object& object) {
        static_cast<std::vector<Handle>*>(result)->emplace_back(static_cast<Result&>(object));
      });
      return objects;
    } else {
      detail::RowList<Handle> list{maker_};
      detail::run_rows(running(), *spec_, &list, &detail::RowList<Handle>::take);
      return std::move(list.rows);
    }
  }

  /// The objects one after the other, `batch` at a time, for results that memory should not hold;
  /// orm/stream.h says what becomes of them. Raises InvalidRequestError for a `batch` below 1, and
  /// for a collection that is loaded by a join, whose rows would not end with the batch: use
  /// `selectinload`. As SQLAlchemy's `yield_per`.
  Stream<Result> stream(std::int64_t batch = 500) const
    requires is_of_objects
  {
    return Stream<Result>(detail::make_stream(running(), *spec_, batch));
  }
  /// The rows one after the other, which are read as they are asked for. Raises InvalidRequestError
  /// for a query with objects among its items.
  RowStream<Result> stream() const
    requires(!is_of_objects)
  {
    return RowStream<Result>(detail::make_row_stream(running(), *spec_), *maker_);
  }

  /// The first object, or a null Ptr; of rows an optional. Adds LIMIT 1.
  auto first() && {
    if (!spec_->limit.has_value() || *spec_->limit != 0) spec_->limit = 1;
    spec_->takes_first = true;
    if constexpr (is_of_objects) {
      Handle first;
      detail::run_query(running(), *spec_, &first, [](void* result, Object& object) {
        *static_cast<Handle*>(result) = Handle::adopt(&object);
      });
      return first;
    } else {
      return first_of(*spec_).row;
    }
  }
  auto first() const& { return QueryEnds(*this).first(); }

  /// The only object or row. Raises NoResultFound, MultipleResultsFound.
  Handle one() const {
    if constexpr (is_of_objects) {
      return Handle::adopt(detail::run_one(running(), *spec_, true));
    } else {
      return *only(true);
    }
  }

  /// The only object, or a null Ptr; of rows an optional. Raises MultipleResultsFound.
  auto one_or_none() const {
    if constexpr (is_of_objects) {
      return Handle::adopt(detail::run_one(running(), *spec_, false));
    } else {
      return only(false);
    }
  }

  /// The first value of a query for single values; none where there is no row, or NULL.
  auto scalar() const {
    static_assert(!is_of_objects, "scalar() is of a query that has selected one value");
    if constexpr (std::same_as<detail::Plain<Result>, Result>) {
      return first();
    } else {
      auto row = first();
      return row.has_value() ? *std::move(row) : Result();
    }
  }

  /// How many objects or rows `all` would return.
  std::int64_t count() const { return detail::run_count(running(), *spec_); }

  bool exists() const {
    detail::QuerySpec spec = *spec_;
    if (!spec.limit.has_value() || *spec.limit > 1) spec.limit = 1;
    spec.takes_first = true;
    return detail::run_count(running(), spec) > 0;
  }

  /// Deletes all rows that the filters keep, by one DELETE, and returns how many there were.
  /// Relationships are not followed: what becomes of rows that refer to these is the matter of the
  /// database. Objects of these rows are deleted. Raises InvalidRequestError for a query with
  /// joins, groups, an order, a limit or an offset.
  std::int64_t remove(Synchronize objects = Synchronize::Returned) const {
    static_assert(is_of_objects, "remove() is of a query for objects");
    return detail::run_remove(running(), *spec_, objects, nullptr);
  }
  /// The same, and returns what `returning` says of each row, as it was.
  template <class E, class Row>
  std::vector<Row> remove(const Returning<E, Row>& returning) const {
    return detail::rows_returned<Result>(returning, [&](const detail::ReturnedRows& returned) {
      detail::run_remove(running(), *spec_, Synchronize::Returned, &returned);
    });
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
    return detail::run_update(running(), *spec_, columns_of(assignments), objects, nullptr);
  }
  /// The same, and returns what `returning` says of each row, as it is then.
  template <class E, class Row>
  std::vector<Row> update(std::initializer_list<Assignment<Result>> assignments,
                          const Returning<E, Row>& returning) const {
    return detail::rows_returned<Result>(returning, [&](const detail::ReturnedRows& returned) {
      detail::run_update(running(), *spec_, columns_of(assignments), Synchronize::Returned,
                         &returned);
    });
  }

  /// The SQL of `all`, with `?` for each value.
  std::string to_sql() const { return detail::text_of(session_, *spec_); }

  /// How SQLite would run `all`: the lines of its EXPLAIN QUERY PLAN, indented.
  std::vector<std::string> explain() const { return detail::explain(running(), *spec_); }

  // What the rest of the library looks at.
  detail::SessionCore* session() const { return session_; }
  Maker maker() const { return maker_; }
  const detail::QuerySpec& spec() const& { return *spec_; }
  detail::QuerySpec&& spec() && { return std::move(*spec_); }
  detail::QuerySpec& to_fill() { return *spec_; }

 protected:
  QueryEnds(detail::SessionCore* session, detail::QuerySpec&& spec, Maker maker)
      : session_(session), maker_(maker), spec_(std::move(spec)) {}
  QueryEnds(detail::SessionCore* session, const detail::QuerySpec& spec, Maker maker)
      : session_(session), maker_(maker), spec_(spec) {}
  QueryEnds(detail::SessionCore* session, detail::OwnSpec&& spec, Maker maker)
      : session_(session), maker_(maker), spec_(std::move(spec)) {}
  QueryEnds(detail::SessionCore* session, const EntityMapping& entity, detail::CodePlace place)
      : session_(session), maker_(nullptr), spec_(entity, place) {}

  detail::SessionCore* session_;
  Maker maker_;
  detail::OwnSpec spec_;

 private:
  detail::SessionCore& running() const { return detail::running_session(session_, *spec_); }

  static std::vector<detail::SetColumn> columns_of(
      std::initializer_list<Assignment<Result>> assignments) {
    static_assert(is_of_objects, "update() is of a query for objects");
    std::vector<detail::SetColumn> columns;
    for (const auto& each : assignments) detail::add_column(columns, each.column(), each.data());
    return columns;
  }

  detail::FirstRow<Handle> first_of(const detail::QuerySpec& spec) const {
    detail::FirstRow<Handle> first{maker_};
    detail::run_rows(running(), spec, &first, &detail::FirstRow<Handle>::take);
    return first;
  }

  std::optional<Handle> only(bool required) const {
    detail::QuerySpec spec = *spec_;
    if (!spec.limit.has_value()) spec.limit = 2;
    detail::FirstRow<Handle> first = first_of(spec);
    detail::require_one(spec, first.rows, required);
    return std::move(first.row);
  }
};

}  // namespace orm
