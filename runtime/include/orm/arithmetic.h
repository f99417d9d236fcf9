// Arithmetic and the joining of texts: `Track::fields.bytes / 1024`, `User::fields.name + "!"`.
//
// Numbers are computed as SQLite does: whole numbers stay whole, also in a division, and one real
// number makes the result real. What is divided by 0 is NULL, so a quotient is always optional.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "orm/expression.h"

namespace orm {

namespace detail {

/// Whole numbers stay whole among each other.
template <class T, class U>
using Computed =
    std::conditional_t<std::integral<Plain<T>> && std::integral<Plain<U>>, std::int64_t, double>;

template <class L, class R>
constexpr bool are_numbers = Number<Plain<SideType<L>>> && Number<Plain<SideType<R>>>;

template <class Result, class L, class R>
auto arithmetic(L&& left, Operator op, R&& right) {
  static_assert(are_numbers<L, R>,
                "arithmetic needs a number on each side; orm::cast<double>() makes one of "
                "something else");
  return binary<Result, Computed<SideType<L>, SideType<R>>>(std::forward<L>(left), op,
                                                            std::forward<R>(right), {});
}

template <class L, class R>
using Quotient = std::optional<Computed<SideType<L>, SideType<R>>>;

template <class L, class R>
using NumberOf = NullIfAny<Computed<SideType<L>, SideType<R>>, L, R>;

}  // namespace detail

/// The sum of two numbers, or two texts one after the other.
template <class L, class R>
  requires(Operand<L> || Operand<R>)
auto operator+(L&& left, R&& right) {
  if constexpr (detail::is_text<L> && detail::is_text<R>) {
    return detail::binary<detail::NullIfAny<std::string, L, R>, std::string>(
        std::forward<L>(left), detail::Operator::Concatenate, std::forward<R>(right), {});
  } else {
    return detail::arithmetic<detail::NumberOf<L, R>>(std::forward<L>(left), detail::Operator::Add,
                                                      std::forward<R>(right));
  }
}
template <class L, class R>
  requires(Operand<L> || Operand<R>)
auto operator-(L&& left, R&& right) {
  return detail::arithmetic<detail::NumberOf<L, R>>(
      std::forward<L>(left), detail::Operator::Subtract, std::forward<R>(right));
}
template <class L, class R>
  requires(Operand<L> || Operand<R>)
auto operator*(L&& left, R&& right) {
  return detail::arithmetic<detail::NumberOf<L, R>>(
      std::forward<L>(left), detail::Operator::Multiply, std::forward<R>(right));
}
template <class L, class R>
  requires(Operand<L> || Operand<R>)
auto operator/(L&& left, R&& right) {
  return detail::arithmetic<detail::Quotient<L, R>>(std::forward<L>(left), detail::Operator::Divide,
                                                    std::forward<R>(right));
}
/// The remainder of a division of whole numbers, with the sign of the left one.
template <class L, class R>
  requires(Operand<L> || Operand<R>)
auto operator%(L&& left, R&& right) {
  static_assert(std::integral<detail::Computed<detail::SideType<L>, detail::SideType<R>>>,
                "a remainder needs a whole number on each side");
  return detail::arithmetic<detail::Quotient<L, R>>(std::forward<L>(left), detail::Operator::Modulo,
                                                    std::forward<R>(right));
}
template <Operand X>
auto operator-(X&& number) {
  static_assert(detail::Number<detail::Plain<detail::TypeOf<X>>>, "`-` needs a number");
  detail::ExpressionData data = detail::data_of(std::forward<X>(number));
  data.push(detail::Operator::Negate, 1);
  return Expr<detail::TypeOf<X>, detail::EntityOf<X>>(std::move(data));
}

}  // namespace orm
