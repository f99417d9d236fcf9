// What sessions do without objects: Session::bulk_insert, `bulk_update`, `upsert`, `insert_from`,
// `execute`.
//
//     session.bulk_insert<User>({{.name = "Ada"}, {.name = "Grace"}});
//     session.bulk_update(ages, User::fields.id, User::fields.age);
//     session.upsert<User>(users, orm::on_conflict(User::fields.email).do_update());
//
// No objects come of it and no listener is called, and relationships are given by their keys; what
// the database assigns is known where it is asked for (orm/returning.h). Each flushes first. Before
// any SQL DataError is raised for a value that does not fit, and InvalidRequestError for a key that
// is missing and for objects among what is given. Objects whose rows an upsert or an update has
// changed are expired. When one of several statements fails, the session has to be rolled back, or
// the savepoint around it.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "orm/fields.h"
#include "orm/model.h"
#include "orm/query.h"
#include "orm/rows.h"
#include "orm/text.h"
#include "orm/update.h"

namespace orm {

namespace detail {

/// What becomes of a row that is there already.
struct Conflict {
  /// The columns of a unique set, or of the primary key.
  std::vector<std::uint16_t> target;
  /// What the row takes of the new one; nothing where that is empty, unless `updates_all`.
  std::vector<std::uint16_t> updated;
  bool updates_all = false;
};

/// Returns how many rows were inserted, or updated. The objects belong to no session and are not
/// linked to others. `conflict` may be null.
/// `returned` may be null, here and below.
std::int64_t insert_rows(SessionCore& session, const EntityMapping& entity,
                         const std::vector<Object*>& objects, const Conflict* conflict,
                         const ReturnedRows* returned);
/// Gives the rows, each of so many columns, to `take`, which may be null.
std::int64_t run_text(SessionCore& session, const Text& text,
                      std::initializer_list<NamedValue> values, std::size_t columns, void* result,
                      TakeRow take);

template <class... Types>
auto rows_of_text(SessionCore& session, const Text& text,
                  std::initializer_list<NamedValue> values) {
  using Row = typename RowOf<Types...>::Type;
  std::vector<Row> rows;
  run_text(session, text, values, sizeof...(Types), &rows, [](void* to, const ResultCell* cells) {
    static_cast<std::vector<Row>*>(to)->push_back(make_row<Row, Types...>(cells));
  });
  return rows;
}

std::int64_t insert_from(SessionCore& session, const EntityMapping& entity,
                         const std::vector<std::uint16_t>& columns, const QuerySpec& query,
                         const ReturnedRows* returned);

/// Rows of values, one after the other.
struct RowSource {
  void* state;
  /// Gives the cells of the next row; false behind the last one.
  bool (*next)(void* state, Value* cells);
};
std::int64_t update_rows(SessionCore& session, const EntityMapping& entity,
                         const std::vector<std::uint16_t>& columns, const RowSource& rows);

template <class T, class Range>
std::int64_t insert_range(SessionCore& session, Range&& inits, const Conflict* conflict,
                          const ReturnedRows* returned) {
  std::vector<Ptr<T>> handles;
  std::vector<Object*> objects;
  for (auto&& init : inits) {
    if constexpr (std::is_lvalue_reference_v<Range>) {
      handles.push_back(make<T>(init));
    } else {
      handles.push_back(make<T>(std::move(init)));
    }
    objects.push_back(handles.back().object());
  }
  return insert_rows(session, T::mapping, objects, conflict, returned);
}

}  // namespace detail

/// What an upsert does with a row that is there already; made by orm::on_conflict.
template <class E>
class ConflictAction {
 public:
  explicit ConflictAction(detail::Conflict conflict) : conflict_(std::move(conflict)) {}
  const detail::Conflict& data() const { return conflict_; }

 private:
  detail::Conflict conflict_;
};

/// Begins to say what an upsert does with a row that has the same values in these columns.
template <class E>
class ConflictTarget {
 public:
  explicit ConflictTarget(std::vector<std::uint16_t> columns) {
    conflict_.target = std::move(columns);
  }

  /// It stays as it is.
  ConflictAction<E> do_nothing() && { return ConflictAction<E>(std::move(conflict_)); }
  /// It takes the new values of these columns; without one, of all that are given.
  template <ColumnField... Columns>
  ConflictAction<E> do_update(const Columns&... columns) && {
    static_assert((std::same_as<typename Columns::Entity, E> && ...),
                  "do_update() takes columns of the entity whose rows are inserted");
    conflict_.updated = {static_cast<std::uint16_t>(columns.position)...};
    conflict_.updates_all = sizeof...(Columns) == 0;
    return ConflictAction<E>(std::move(conflict_));
  }

 private:
  detail::Conflict conflict_;
};

/// The columns of a unique set, or of the primary key, of the schema. The upsert raises
/// InvalidRequestError for others, and names those that there are.
template <ColumnField First, ColumnField... Others>
auto on_conflict(const First& first, const Others&... others) {
  using E = typename First::Entity;
  static_assert((std::same_as<typename Others::Entity, E> && ...),
                "on_conflict() takes columns of one entity");
  return ConflictTarget<E>(
      {static_cast<std::uint16_t>(first.position), static_cast<std::uint16_t>(others.position)...});
}

namespace detail {

template <class Row>
struct TypesOfRow {
  using Type = std::tuple<Row>;
};
template <class... Types>
struct TypesOfRow<std::tuple<Types...>> {
  using Type = std::tuple<Types...>;
};

template <class Types, class... Columns>
void require_row_fits() {
  static_assert(std::tuple_size_v<Types> == sizeof...(Columns),
                "insert_from() takes a column for each item of the query's rows");
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (require_assignable<typename Columns::Type, std::tuple_element_t<I, Types>>(), ...);
  }(std::index_sequence_for<Columns...>());
}

template <class Row, class From, class First, class... Others>
std::int64_t insert_query(SessionCore& session, const Query<Row, From>& query,
                          const ReturnedRows* returned, const First& first,
                          const Others&... others) {
  using E = typename First::Entity;
  static_assert((std::same_as<typename Others::Entity, E> && ...),
                "insert_from() takes columns of one entity");
  require_row_fits<typename TypesOfRow<Row>::Type, First, Others...>();
  return insert_from(
      session, E::mapping,
      {static_cast<std::uint16_t>(first.position), static_cast<std::uint16_t>(others.position)...},
      query.spec(), returned);
}

template <class C, class V>
Value cell_for(const C& column, const V& value) {
  require_assignable<typename C::Type, V>();
  return parameter<typename C::Type>(value, stored_as(column));
}

template <class Range, class First, class... Others>
std::int64_t update_range(SessionCore& session, const Range& rows, const First& first,
                          const Others&... others) {
  using E = typename First::Entity;
  using Row = std::remove_cvref_t<decltype(*std::begin(rows))>;
  static_assert((std::same_as<typename Others::Entity, E> && ...),
                "bulk_update() takes columns of one entity");
  static_assert(std::tuple_size<Row>::value == 1 + sizeof...(Others),
                "bulk_update() takes rows that have a value for each of the columns");
  auto at = std::begin(rows);
  const auto end = std::end(rows);
  auto next = [&](Value* cells) {
    if (at == end) return false;
    std::apply(
        [&](const auto& value, const auto&... values) {
          *cells = cell_for(first, value);
          ((*++cells = cell_for(others, values)), ...);
        },
        *at);
    ++at;
    return true;
  };
  return update_rows(
      session, E::mapping,
      {static_cast<std::uint16_t>(first.position), static_cast<std::uint16_t>(others.position)...},
      {&next,
       [](void* state, Value* cells) { return (*static_cast<decltype(next)*>(state))(cells); }});
}

}  // namespace detail
}  // namespace orm
