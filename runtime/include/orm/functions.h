// What SQL computes: `orm::func::lower(User::fields.name)`, `orm::cast<double>(...)`,
// `orm::case_(...)`. Arguments are columns, expressions or values; of a NULL comes NULL where
// nothing else is said.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "orm/arithmetic.h"
#include "orm/conditions.h"
#include "orm/expression.h"

namespace orm {

namespace detail {

/// In the order of their names in sql/expression.cpp.
enum class Function : std::uint16_t {
  Abs,
  Coalesce,
  Greatest,
  Instr,
  Least,
  Length,
  Lower,
  Ltrim,
  Nullif,
  Replace,
  Round,
  Rtrim,
  Substr,
  Trim,
  Upper,
  // Of all rows of a group.
  Avg,
  Count,
  GroupConcat,
  Maximum,
  Minimum,
  Sum,
  Total,
  // Of a row among others.
  CumeDist,
  DenseRank,
  FirstValue,
  Lag,
  LastValue,
  Lead,
  NthValue,
  Ntile,
  PercentRank,
  Rank,
  RowNumber,
  // Of dates and times.
  DateOf,
  JulianDay,
  Strftime,
  // Of JSON.
  JsonArrayLength,
  JsonExtract,
  JsonType
};

enum class CastType : std::uint16_t { Integer, Real, Text, Blob };

template <class Result, class... Sides>
Expr<Result, Entities<Sides...>> call(Function function, const StoredAs& as, Sides&&... sides) {
  ExpressionData data;
  (append_side<Plain<SideType<Sides>>>(data, std::forward<Sides>(sides), as), ...);
  data.push(Operator::Call, sizeof...(Sides), static_cast<std::size_t>(function));
  return Expr<Result, Entities<Sides...>>(std::move(data), as);
}

template <class X>
constexpr bool is_whole_side = std::integral<Plain<SideType<X>>>;

template <class X>
auto text_call(Function function, X&& text) {
  static_assert(is_text<X>, "a function of texts is given something else");
  return call<NullIfAny<std::string, X>>(function, {}, std::forward<X>(text));
}

/// The type that both have room in; numbers of two kinds become real.
template <class T, class U>
struct CommonOf {
  static_assert(are_comparable<T, U>(),
                "the results of an expression are of different kinds, such as text and a number");
  using Type = Plain<T>;
};
template <class T, class U>
  requires(Number<Plain<T>> && Number<Plain<U>>)
struct CommonOf<T, U> {
  using Type = Computed<T, U>;
};
template <class First, class... Rest>
struct CommonType {
  using Type = Plain<First>;
};
template <class First, class Second, class... Rest>
struct CommonType<First, Second, Rest...> {
  using Type = typename CommonType<typename CommonOf<First, Plain<Second>>::Type, Rest...>::Type;
};
template <class... Sides>
using Common = typename CommonType<SideType<Sides>...>::Type;

template <class First, class... Rest>
StoredAs first_stored_as(const First& first, const Rest&... rest) {
  const StoredAs as = stored_as_side(first);
  if constexpr (sizeof...(Rest) > 0) {
    if (as.entity == nullptr) return first_stored_as(rest...);
  }
  return as;
}

}  // namespace detail

namespace func {

/// SQLite changes the case of ASCII letters only.
template <class X>
auto lower(X&& text) {
  return detail::text_call(detail::Function::Lower, std::forward<X>(text));
}
template <class X>
auto upper(X&& text) {
  return detail::text_call(detail::Function::Upper, std::forward<X>(text));
}
/// Without the spaces at both ends, at the left one, at the right one.
template <class X>
auto trim(X&& text) {
  return detail::text_call(detail::Function::Trim, std::forward<X>(text));
}
template <class X>
auto ltrim(X&& text) {
  return detail::text_call(detail::Function::Ltrim, std::forward<X>(text));
}
template <class X>
auto rtrim(X&& text) {
  return detail::text_call(detail::Function::Rtrim, std::forward<X>(text));
}
/// In characters; of bytes, their number.
template <class X>
auto length(X&& text) {
  static_assert(detail::is_text<X> ||
                    std::same_as<detail::Plain<detail::SideType<X>>, std::vector<std::byte>>,
                "length() needs a text, or bytes");
  return detail::call<detail::NullIfAny<std::int64_t, X>>(detail::Function::Length, {},
                                                          std::forward<X>(text));
}
/// From character number `start`, counted from 1, or from the end where it is negative.
template <class X, class S>
auto substr(X&& text, S&& start) {
  static_assert(detail::is_text<X> && detail::is_whole_side<S>,
                "substr() needs a text and whole numbers");
  return detail::call<detail::NullIfAny<std::string, X, S>>(
      detail::Function::Substr, {}, std::forward<X>(text), std::forward<S>(start));
}
/// At most `count` characters.
template <class X, class S, class C>
auto substr(X&& text, S&& start, C&& count) {
  static_assert(detail::is_text<X> && detail::is_whole_side<S> && detail::is_whole_side<C>,
                "substr() needs a text and whole numbers");
  return detail::call<detail::NullIfAny<std::string, X, S, C>>(
      detail::Function::Substr, {}, std::forward<X>(text), std::forward<S>(start),
      std::forward<C>(count));
}
/// With `to` in place of each `from`.
template <class X, class F, class T>
auto replace(X&& text, F&& from, T&& to) {
  static_assert(detail::is_text<X> && detail::is_text<F> && detail::is_text<T>,
                "replace() needs three texts");
  return detail::call<detail::NullIfAny<std::string, X, F, T>>(
      detail::Function::Replace, {}, std::forward<X>(text), std::forward<F>(from),
      std::forward<T>(to));
}
/// Where the part begins, counted in characters from 1; 0 where it does not occur.
template <class X, class P>
auto instr(X&& text, P&& part) {
  static_assert(detail::is_text<X> && detail::is_text<P>, "instr() needs two texts");
  return detail::call<detail::NullIfAny<std::int64_t, X, P>>(
      detail::Function::Instr, {}, std::forward<X>(text), std::forward<P>(part));
}

template <class X>
auto abs(X&& number) {
  using T = detail::SideType<X>;
  static_assert(detail::Number<detail::Plain<T>>, "abs() needs a number");
  return detail::call<detail::NullIfAny<detail::Computed<T, T>, X>>(detail::Function::Abs, {},
                                                                    std::forward<X>(number));
}
/// To so many digits behind the point; a real number. A half goes away from 0.
template <class X>
auto round(X&& number, int digits = 0) {
  static_assert(detail::Number<detail::Plain<detail::SideType<X>>>, "round() needs a number");
  return detail::call<detail::NullIfAny<double, X>>(detail::Function::Round, {},
                                                    std::forward<X>(number), digits);
}

/// The first argument that is not NULL.
template <class... Xs>
auto coalesce(Xs&&... arguments) {
  static_assert(sizeof...(Xs) >= 2, "coalesce() needs two arguments, or more");
  using T = detail::Common<Xs...>;
  constexpr bool is_optional = (detail::OptionalOf<detail::SideType<Xs>>::value && ...);
  const detail::StoredAs as = detail::first_stored_as(arguments...);
  return detail::call<std::conditional_t<is_optional, std::optional<T>, T>>(
      detail::Function::Coalesce, as, std::forward<Xs>(arguments)...);
}
/// NULL where both are equal, else the first one.
template <class X, class Y>
auto nullif(X&& value, Y&& nothing) {
  using T = detail::Plain<detail::SideType<X>>;
  static_assert(detail::are_comparable<T, detail::Plain<detail::SideType<Y>>>(),
                "nullif() compares things of different kinds, such as text with a number");
  const detail::StoredAs as = detail::stored_as_both(value, nothing);
  return detail::call<std::optional<T>>(detail::Function::Nullif, as, std::forward<X>(value),
                                        std::forward<Y>(nothing));
}
/// The least, and the greatest, of the arguments; NULL where one of them is.
template <class... Xs>
auto least(Xs&&... arguments) {
  static_assert(sizeof...(Xs) >= 2, "least() needs two arguments, or more");
  const detail::StoredAs as = detail::first_stored_as(arguments...);
  return detail::call<detail::NullIfAny<detail::Common<Xs...>, Xs...>>(
      detail::Function::Least, as, std::forward<Xs>(arguments)...);
}
template <class... Xs>
auto greatest(Xs&&... arguments) {
  static_assert(sizeof...(Xs) >= 2, "greatest() needs two arguments, or more");
  const detail::StoredAs as = detail::first_stored_as(arguments...);
  return detail::call<detail::NullIfAny<detail::Common<Xs...>, Xs...>>(
      detail::Function::Greatest, as, std::forward<Xs>(arguments)...);
}

}  // namespace func

namespace detail {

template <class T>
constexpr CastType cast_type() {
  if constexpr (std::same_as<T, std::int64_t>) {
    return CastType::Integer;
  } else if constexpr (std::same_as<T, double>) {
    return CastType::Real;
  } else if constexpr (std::same_as<T, std::string>) {
    return CastType::Text;
  } else {
    static_assert(std::same_as<T, std::vector<std::byte>>,
                  "cast() makes std::int64_t, double, std::string or std::vector<std::byte>");
    return CastType::Blob;
  }
}

}  // namespace detail

/// SQL's CAST. As in SQLite, of a text that is no number comes the number at its start, or 0.
template <class T, Operand X>
auto cast(X&& operand) {
  detail::ExpressionData data = detail::data_of(std::forward<X>(operand));
  data.push(detail::Operator::Cast, 1, static_cast<std::size_t>(detail::cast_type<T>()));
  return Expr<detail::NullIfAny<T, X>, detail::EntityOf<X>>(std::move(data));
}

/// Results, each with its condition; made by case_.
template <class T, class E>
class Case {
 public:
  Case(detail::ExpressionData&& data, std::size_t operands, detail::StoredAs as)
      : data_(std::move(data)), operands_(operands), as_(as) {}

  /// Where no condition before it holds, and this one does.
  template <Condition C, class V>
  auto when(C&& condition, V&& result) && {
    detail::append_to(data_, std::forward<C>(condition));
    return std::move(*this).template with<C>(std::forward<V>(result), 2);
  }
  /// Where no condition holds.
  template <class V>
  auto otherwise(V&& result) && {
    return std::move(*this).template with<V>(std::forward<V>(result), 1).end();
  }
  /// NULL where no condition holds.
  Expr<std::optional<detail::Plain<T>>, E> or_null() && {
    return Expr<std::optional<detail::Plain<T>>, E>(std::move(*this).end());
  }

 private:
  template <class, class>
  friend class Case;

  template <class Other, class V>
  auto with(V&& result, std::size_t operands) && {
    using Result = typename detail::CommonOf<T, detail::Plain<detail::SideType<V>>>::Type;
    constexpr bool is_optional =
        detail::OptionalOf<T>::value || detail::OptionalOf<detail::SideType<V>>::value;
    using Entity = detail::BothEntities<E, detail::Entities<Other, V>>;
    const detail::StoredAs as = as_.entity != nullptr ? as_ : detail::stored_as_side(result);
    detail::append_side<Result>(data_, std::forward<V>(result), as);
    return Case<std::conditional_t<is_optional, std::optional<Result>, Result>, Entity>(
        std::move(data_), operands_ + operands, as);
  }
  Expr<T, E> end() && {
    data_.push(detail::Operator::Case, operands_);
    return Expr<T, E>(std::move(data_), as_);
  }

  detail::ExpressionData data_;
  std::size_t operands_;
  detail::StoredAs as_;
};

/// SQL's CASE: the result of the first condition that holds.
///
///     orm::case_(User::fields.age < 18, "child").when(User::fields.age < 65, "adult")
///         .otherwise("senior")
template <Condition C, class V>
auto case_(C&& condition, V&& result) {
  detail::ExpressionData data = detail::data_of(std::forward<C>(condition));
  const detail::StoredAs as = detail::stored_as_side(result);
  detail::append_side<detail::SideType<V>>(data, std::forward<V>(result), as);
  return Case<detail::SideType<V>, detail::Entities<C, V>>(std::move(data), 2, as);
}

}  // namespace orm
