// Queries inside of queries, and conditions on what relationships lead to.
//
// An inner query may speak of what the query around it reads. Which occurrences these are is known
// when the statement is made: InvalidRequestError names a column of one that nobody reads.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "orm/aggregates.h"
#include "orm/conditions.h"
#include "orm/expression.h"
#include "orm/loading.h"
#include "orm/query.h"

namespace orm {

/// A query without a session: for use inside another one, or to be run by Session::query.
template <detail::Entity E>
Query<E> query(const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
  return Query<E>(nullptr, detail::spec_for<E>({file, line}));
}
/// Of an occurrence with a name of its own: `orm::query(orm::alias<User>("other"))`.
template <Occurrence X>
Query<detail::OccurringEntity<X>> query(const X& occurrence, const char* file = __builtin_FILE(),
                                        int line = __builtin_LINE()) {
  return Query<detail::OccurringEntity<X>>(nullptr, detail::spec_for(occurrence, {file, line}));
}

namespace detail {

/// What a relationship leads to, as a query inside of one that reads its owner: `list`, of those
/// that the conditions are true for. Where both have the same table, the inner one gets a name of
/// its own, by which the conditions mean it.
ExpressionData related_query(const Token& via, const ExpressionData& list,
                             const ExpressionData& conditions);

template <class Field, class... Conditions>
auto exists_related(const Field& field, const Conditions&... conditions) {
  using Owner = typename Field::Entity;
  using Target = typename Field::Target;
  static_assert((Condition<Conditions> && ...),
                "any() and has() take conditions on the entity that the relationship leads to");
  static_assert((reads<Sources<Owner, Target>, EntityOf<Conditions>>() && ...),
                "any() and has() take conditions on columns of the entity that the relationship "
                "leads to");
  ExpressionData all;
  (append_to(all, conditions), ...);
  ExpressionData data = related_query(via(field), {}, all);
  data.push(Operator::Exists, 1);
  constexpr bool is_known = (!std::same_as<EntityOf<Conditions>, AnyEntity> && ...);
  using Entity = std::conditional_t<is_known, Always<Owner>, AnyEntity>;
  return Expr<bool, Entity>(std::move(data));
}

}  // namespace detail

/// Whether the collection has a member for which the conditions are true; any member without them.
///
///     session.query<User>().filter(orm::any(User::fields.posts, Post::fields.hidden == true))
///
/// Becomes an EXISTS; `!` before it asks for those without. As SQLAlchemy's `any`.
template <RelationshipField Field, class... Conditions>
auto any(const Field& field, const Conditions&... conditions) {
  static_assert(std::same_as<Field, ToManyField<typename Field::Entity, typename Field::Target>>,
                "any() is of a relationship to many; has() is of one to one");
  return detail::exists_related(field, conditions...);
}
/// The same of a relationship to one. As SQLAlchemy's `has`.
template <RelationshipField Field, class... Conditions>
auto has(const Field& field, const Conditions&... conditions) {
  static_assert(std::same_as<Field, ToOneField<typename Field::Entity, typename Field::Target>>,
                "has() is of a relationship to one; any() is of one to many");
  return detail::exists_related(field, conditions...);
}

namespace func {

/// How many objects a collection has, of those for which the conditions are true.
template <class E, class T, class... Conditions>
auto count(const ToManyField<E, T>& field, const Conditions&... conditions) {
  static_assert((Condition<Conditions> && ...),
                "count() of a relationship takes conditions on the entity that it leads to");
  static_assert((detail::reads<Sources<E, T>, detail::EntityOf<Conditions>>() && ...),
                "count() of a relationship takes conditions on columns of the entity that it leads "
                "to");
  detail::ExpressionData all;
  (detail::append_to(all, conditions), ...);
  return Expr<std::int64_t, Always<E>>(
      detail::related_query(detail::via(field), count().data(), all));
}

}  // namespace func

/// Whether the query has a result.
template <class Result, class From>
Expr<bool, AnyEntity> exists(const Query<Result, From>& query) {
  detail::ExpressionData data = detail::inner_query(query.spec());
  data.push(detail::Operator::Exists, 1);
  return Expr<bool, AnyEntity>(std::move(data));
}

/// The only value of a query that selects one; NULL where it has no row. SQLite takes the first row
/// of several. As SQLAlchemy's `scalar_subquery`.
template <class Result, class From>
auto scalar_subquery(const Query<Result, From>& query) {
  static_assert(!detail::Entity<Result>,
                "scalar_subquery() takes a query that has selected one value");
  return Expr<std::optional<detail::Plain<Result>>, AnyEntity>(detail::inner_query(query.spec()));
}

namespace detail {

template <class X, class Result, class From>
Expr<std::optional<bool>, AnyEntity> in_query(X&& operand, Operator op,
                                              const Query<Result, From>& query) {
  static_assert(!Entity<Result>, "in_() takes a query that has selected one value");
  static_assert(are_comparable<TypeOf<X>, Plain<Result>>(),
                "a column is compared with values of another kind, such as text with numbers");
  ExpressionData data = data_of(std::forward<X>(operand));
  data.append(inner_query(query.spec()));
  data.push(op, 2);
  return Expr<std::optional<bool>, AnyEntity>(std::move(data));
}

}  // namespace detail

/// Whether the query has that value among its results.
template <Operand X, class Result, class From>
auto in_(X&& operand, const Query<Result, From>& query) {
  return detail::in_query(std::forward<X>(operand), detail::Operator::InQuery, query);
}
/// As in SQL not true where the query has a NULL.
template <Operand X, class Result, class From>
auto not_in(X&& operand, const Query<Result, From>& query) {
  return detail::in_query(std::forward<X>(operand), detail::Operator::NotInQuery, query);
}

/// The expression as one that may be NULL: of an occurrence that an outer join may not find, where
/// the types do not say so.
template <Operand X>
auto nullable(X&& operand) {
  const detail::StoredAs as = detail::stored_as(operand);
  return Expr<std::optional<detail::Plain<detail::TypeOf<X>>>, detail::EntityOf<X>>(
      detail::data_of(std::forward<X>(operand)), as);
}

/// A value of the program as an expression: `select(User::fields.name, orm::value(0))`.
template <class V>
auto value(const V& value) {
  detail::ExpressionData data;
  data.push_value(detail::parameter<detail::SideType<V>>(value, {}));
  return Expr<detail::SideType<V>, NoEntity>(std::move(data));
}

}  // namespace orm
