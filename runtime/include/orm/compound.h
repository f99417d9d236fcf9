// Queries put together: `orm::union_(first, second)`.
#pragma once

#include <concepts>
#include <initializer_list>

#include "orm/cte.h"
#include "orm/query.h"

namespace orm {

namespace detail {

/// A query for the objects, or rows, of several queries, which have the same kind of result.
QuerySpec compound_spec(Operator op, std::initializer_list<const QuerySpec*> queries);

template <class Result, class From, class... Others>
auto compound(Operator op, const Query<Result, From>& first, const Others&... others) {
  static_assert(sizeof...(Others) > 0, "a compound takes two queries, or more");
  static_assert(
      (std::same_as<typename Query<Result, From>::Handle, typename Others::Handle> && ...),
      "the queries of a compound ask for the same: objects of one entity, or rows of the "
      "same types");
  return Query<Result, typename SourcesOf<Result>::Type>(
      first.session(), compound_spec(op, {&first.spec(), &others.spec()...}), first.maker());
}

}  // namespace detail

/// What any of the queries has, each different object or row once. The result is a query like
/// others: of objects it takes conditions, orders and loader options; of rows a limit, while
/// `orm::cte` gives it a name by which its columns can be spoken of. Of queries from several
/// sessions it runs in that of the first one.
template <class First, class... Others>
auto union_(const First& first, const Others&... others) {
  return detail::compound(detail::Operator::Union, first, others...);
}
/// The same, with all rows that repeat others.
template <class First, class... Others>
auto union_all(const First& first, const Others&... others) {
  return detail::compound(detail::Operator::UnionAll, first, others...);
}
/// What all of the queries have.
template <class First, class... Others>
auto intersect(const First& first, const Others&... others) {
  return detail::compound(detail::Operator::Intersect, first, others...);
}
/// What the first query has and none of the others.
template <class First, class... Others>
auto except_(const First& first, const Others&... others) {
  return detail::compound(detail::Operator::Except, first, others...);
}

}  // namespace orm
