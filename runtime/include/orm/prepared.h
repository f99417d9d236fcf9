// Queries that are put together once and run with other values each time:
//
//     static const auto by_name = orm::prepared<User>(
//         [](orm::Query<User> users, const orm::Param<std::string>& name) {
//           return users.filter(User::fields.name == name).order_by(User::fields.id);
//         });
//
//     by_name(session, "Ada").all();
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "orm/session.h"

namespace orm {

/// A value that a prepared query is given each time: an expression of its type, for conditions,
/// results and orders. It is stored like the column that it stands beside. `T` is the type of the
/// column, an optional for a value that may be NULL; as between columns, `==` is then not true.
template <class T>
class Param : public Expr<typename detail::ValueTypeOf<T>::Type, NoEntity> {
  using Base = Expr<typename detail::ValueTypeOf<T>::Type, NoEntity>;

 public:
  using AsExpression = Base;
  using Given = T;

  /// Made by orm::prepared.
  explicit Param(std::size_t number) : Base(later_value(number, {})), number_(number) {}

  detail::ExpressionData stored_as(const detail::StoredAs& as) const {
    return later_value(number_, as);
  }

 private:
  static detail::ExpressionData later_value(std::size_t number, const detail::StoredAs& as) {
    detail::ExpressionData data;
    detail::Token token;
    token.entity = as.entity;
    token.column = as.column;
    token.operands = static_cast<std::uint16_t>(number + 1);
    data.tokens.push_back(token);
    data.values.push_back(Value());
    return data;
  }

  std::size_t number_;
};

namespace detail {

/// Where a query has one of its later values.
struct LaterPlace {
  /// Which of the query's expressions, and of its values.
  std::size_t expression = 0;
  std::size_t value = 0;
  /// Which of those that are given.
  std::size_t number = 0;
  StoredAs as = {};
};

/// Finds the later values, which are then like others. Raises InvalidRequestError where there is
/// none for one of the `count` that are given.
std::vector<LaterPlace> take_later_values(QuerySpec& spec, std::size_t count);
Value& value_at(QuerySpec& spec, const LaterPlace& place);

/// Texts are looked at, all else is passed on as it is.
template <class T>
using Given = std::conditional_t<std::same_as<T, std::string>, std::string_view, const T&>;

}  // namespace detail

/// A query for an object or a row, without a session and without its values; made by orm::prepared.
/// It can be called from several threads.
template <class Result, class From, class... Values>
class Prepared {
 public:
  explicit Prepared(Query<Result, From> query)
      : maker_(query.maker()),
        spec_(std::move(query).spec()),
        places_(detail::take_later_values(*spec_, sizeof...(Values))) {}

  /// The query with these values, in the order of the parameters, to be run in the session; further
  /// steps can follow. Raises DataError for a value that no column can hold.
  Query<Result, From> operator()(const Session& session, detail::Given<Values>... values) const {
    return with(session, std::index_sequence_for<Values...>(), values...);
  }

  /// As Query::to_sql, without the criteria of a session.
  std::string to_sql() const { return detail::text_of(nullptr, *spec_); }

 private:
  template <std::size_t... I, class... Args>
  Query<Result, From> with(const Session& session, std::index_sequence<I...>,
                           const Args&... values) const {
    Query<Result, From> query(&session.core(), *spec_, maker_);
    detail::QuerySpec& spec = query.to_fill();
    for (const detail::LaterPlace& place : places_) {
      Value& to = detail::value_at(spec, place);
      ((place.number == I ? void(to = detail::parameter<Values>(values, place.as)) : void()), ...);
    }
    return query;
  }

  typename Query<Result, From>::Maker maker_;
  detail::OwnSpec spec_;
  std::vector<detail::LaterPlace> places_;
};

namespace detail {

template <class T>
struct PreparedBy {
  static constexpr bool is_known = false;
};
template <class F, class E, class... Values>
struct PreparedBy<std::tuple<F, Query<E>, Param<Values>...>> {
  static constexpr bool is_known = true;
  using Entity = E;

  template <class Build>
  static auto make(const Build& build, CodePlace place) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return of(build(Query<E>(nullptr, spec_for<E>(place)), Param<Values>(I)...));
    }(std::index_sequence_for<Values...>());
  }
  template <class Result, class From>
  static auto of(Query<Result, From> query) {
    return Prepared<Result, From, Values...>(std::move(query));
  }
};

/// What a function takes, as values; void where that depends.
template <class F>
struct Takes {
  using Type = void;
};
template <class F>
  requires requires { &F::operator(); }
struct Takes<F> : Takes<decltype(&F::operator())> {};
template <class R, class... Args>
struct Takes<R (*)(Args...)> {
  using Type = std::tuple<R, std::remove_cvref_t<Args>...>;
};
template <class F, class R, class... Args>
struct Takes<R (F::*)(Args...) const> : Takes<R (*)(Args...)> {};

}  // namespace detail

/// Calls `build(query, parameters...)` once, with a query for all objects of `E`, and keeps the
/// query that it returns, of objects or of rows. Lists of values that `in_` takes, texts of
/// `starts_with` and its like, limits and offsets are no parameters: their steps can follow the
/// call of what is prepared.
/// Raises InvalidRequestError for a parameter that the query does not use.
template <class E, class Build>
auto prepared(const Build& build, const char* file = __builtin_FILE(),
              int line = __builtin_LINE()) {
  using By = detail::PreparedBy<typename detail::Takes<Build>::Type>;
  static_assert(By::is_known,
                "prepared() takes a function of a query and of parameters, such as "
                "[](orm::Query<Track> tracks, const orm::Param<std::string>& name) { ... }");
  if constexpr (By::is_known) {
    static_assert(std::same_as<typename By::Entity, E>,
                  "prepared() takes a function whose query is for the same entity");
    return By::make(build, {file, line});
  }
}

}  // namespace orm
