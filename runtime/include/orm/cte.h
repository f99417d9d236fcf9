// Common table expressions: queries with a name, which other queries read like entities.
#pragma once

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "orm/expression.h"
#include "orm/query.h"
#include "orm/subqueries.h"

namespace orm {

namespace detail {

/// A named query, without types.
struct CteData {
  const char* name = nullptr;
  /// Of the objects that it has; that of rows otherwise.
  const EntityMapping* entity = nullptr;
  std::vector<const char*> columns;
  std::vector<ResultItem> items;
  /// As a query's QueryParts::with; empty for what stands in its own definition.
  ExpressionData definition;
};

/// What queries for rows of common table expressions ask for.
extern const EntityMapping rows_entity;

CteHandle make_cte(std::string_view name, const QuerySpec& query);
/// A name for what `query` begins, for use in its own definition.
CteHandle begin_cte(std::string_view name, const QuerySpec& query);
/// `query`, and what `step` makes of its rows over and over.
CteHandle recursive_cte(const CteData& begun, const QuerySpec& query, const QuerySpec& step,
                        Operator op);
/// A query for the common table expression, all its columns.
QuerySpec spec_for(const CteHandle& cte, CodePlace place);
ExpressionData column_of(const CteData& cte, std::size_t item);
/// Raises InvalidRequestError for a query whose rows have not come of `select_as`.
[[noreturn]] void no_members(const CteData& cte);

/// The tag of columns of rows.
template <class Row>
struct RowsOf {};

template <class Result, bool IsEntity>
struct CteNames {};
template <class Result>
struct CteNames<Result, true> {
  /// The names of its columns, for conditions, orders and results.
  typename Result::Fields fields;
};

}  // namespace detail

/// A query with a name; made by orm::cte and orm::recursive_cte. It can be joined and asked for:
/// `join(cte, condition)`, `session.query(cte)`. Of rows that `select_as<Row>` has made, a column
/// is `cte[&Row::member]`; of rows of one value, `cte.value()`; of objects, `cte.fields.name`.
template <class Result>
class Cte : public detail::CteNames<Result, detail::Entity<Result>> {
  static constexpr bool is_of_objects = detail::Entity<Result>;

 public:
  /// What its columns are of, as a type.
  using Tag = std::conditional_t<is_of_objects, Result, detail::RowsOf<Result>>;
  using Maker = const detail::RowMaker<Result>*;

  Cte(const detail::CteHandle& data, Maker maker)
      : detail::CteNames<Result, is_of_objects>(names(*data)), data_(data), maker_(maker) {}

  /// Raises InvalidRequestError where the rows do not come of `select_as`.
  template <class Row, class M>
    requires std::same_as<Row, Result>
  Expr<M, Tag> operator[](M Row::* member) const {
    const Row& row = detail::sample_row<Row>();
    const auto offset = static_cast<std::size_t>(reinterpret_cast<const char*>(&(row.*member)) -
                                                 reinterpret_cast<const char*>(&row));
    if (maker_->item_at == nullptr) detail::no_members(*data_);
    return column<M>(maker_->item_at(offset));
  }
  /// The column of rows that have only one.
  Expr<Result, Tag> value() const {
    static_assert(!is_of_objects, "value() is of a common table expression with one column");
    return column<Result>(0);
  }

  const detail::CteHandle& data() const { return data_; }
  Maker maker() const { return maker_; }

 private:
  static detail::CteNames<Result, is_of_objects> names(
      [[maybe_unused]] const detail::CteData& data) {
    if constexpr (is_of_objects) {
      return {typename Result::Fields{{data.name}}};
    } else {
      return {};
    }
  }
  template <class M>
  Expr<M, Tag> column(std::size_t item) const {
    return Expr<M, Tag>(detail::column_of(*data_, item), data_->items.at(item).as);
  }

  detail::CteHandle data_;
  Maker maker_;
};

namespace detail {
template <class Result>
struct IsCte<Cte<Result>> : std::true_type {};
}  // namespace detail

/// Gives a query a name:
///
///     const auto busy = orm::cte("busy", orm::query<User>()
///         .join(User::fields.posts)
///         .group_by(User::fields.id)
///         .select_as<Busy>(User::fields.id, orm::func::count()));
///     session.query<User>().join(busy, busy[&Busy::id] == User::fields.id)
///         .order_by(orm::desc(busy[&Busy::posts])).all();
template <class Result, class From>
Cte<Result> cte(std::string_view name, const Query<Result, From>& query) {
  return Cte<Result>(detail::make_cte(name, query.spec()), query.maker());
}

/// Begins a common table expression that speaks of itself.
template <class Result, class From>
class RecursiveCte {
 public:
  RecursiveCte(std::string_view name, Query<Result, From> query)
      : begun_(detail::begin_cte(name, query.spec()), query.maker()), query_(std::move(query)) {}

  /// `step` takes the expression itself, as the rows found last, and returns a query for those that
  /// follow them.
  template <class Step>
  Cte<Result> union_all(const Step& step) const {
    return with(step, detail::Operator::UnionAll);
  }
  /// The same, where each different row comes once: of a graph with circles.
  template <class Step>
  Cte<Result> union_(const Step& step) const {
    return with(step, detail::Operator::Union);
  }

 private:
  template <class Step>
  Cte<Result> with(const Step& step, detail::Operator op) const {
    const auto query = step(begun_);
    return Cte<Result>(detail::recursive_cte(*begun_.data(), query_.spec(), query.spec(), op),
                       begun_.maker());
  }

  Cte<Result> begun_;
  Query<Result, From> query_;
};

/// A query whose rows lead to further ones, such as the nodes of a tree:
///
///     const auto below = orm::recursive_cte("below", orm::query<Node>()
///         .filter(Node::fields.id == 1))
///         .union_all([](const auto& below) {
///           return orm::query<Node>().join(below, below.fields.id == Node::fields.parent_id);
///         });
///     session.query(below).order_by(below.fields.name).all();
template <class Result, class From>
RecursiveCte<Result, From> recursive_cte(std::string_view name, Query<Result, From> first) {
  return RecursiveCte<Result, From>(name, std::move(first));
}

/// A query for the rows, or objects, of a common table expression.
template <class Result>
auto query(const Cte<Result>& cte, const char* file = __builtin_FILE(),
           int line = __builtin_LINE()) {
  return Query<Result, Sources<typename Cte<Result>::Tag>>(
      nullptr, detail::spec_for(cte.data(), {file, line}), cte.maker());
}

}  // namespace orm
