// What is computed of all rows of a group, or of a whole query:
// `orm::func::count(Post::fields.id)`.
//
// Rows in which an argument is NULL do not count. Without rows an aggregate is NULL, but for a
// count, which is 0.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "orm/conditions.h"
#include "orm/decimal.h"
#include "orm/expression.h"
#include "orm/functions.h"
#include "orm/windows.h"

namespace orm {

/// An aggregate: an expression, which can be restricted to some rows of its group.
template <class T, class E>
class Aggregate : public Expr<T, E> {
 public:
  using AsExpression = Expr<T, E>;
  using Expr<T, E>::Expr;

  /// Of those rows only for which the condition holds.
  template <Condition C>
  auto filter(C&& condition) && {
    detail::ExpressionData data = std::move(*this).data();
    detail::append_to(data, std::forward<C>(condition));
    data.push(detail::Operator::FilterRows, 2);
    using Both = detail::BothEntities<E, detail::EntityOf<C>>;
    using Filtered = std::conditional_t<detail::EntityIn<E>::is_always,
                                        typename detail::AlwaysOf<Both>::Type, Both>;
    return Aggregate<T, Filtered>(std::move(data), this->as());
  }

  /// Of the rows of a window (orm/windows.h), beside each row of the result.
  template <class W>
  auto over(const Window<W>& window) && {
    return detail::over<T, E>(std::move(*this).data(), window, this->as());
  }
};

namespace detail {

template <class T, class E, class X>
Aggregate<T, E> aggregate(Function function, X&& argument, const StoredAs& as = {}) {
  ExpressionData data = data_of(std::forward<X>(argument));
  data.push(Operator::Call, 1, static_cast<std::size_t>(function));
  return Aggregate<T, E>(std::move(data), as);
}

template <class X>
constexpr bool is_decimal = std::same_as<BaseOf<Plain<TypeOf<X>>>, Decimal>;

/// The exact sum of the decimals of a column, added as whole numbers.
ExpressionData decimal_sum(ExpressionData argument, const StoredAs& as);
/// Raises InvalidRequestError for decimals that are stored as text, whose order is not that of
/// numbers.
void require_numbers(const StoredAs& as, const char* function);

template <class X>
auto extreme(Function function, X&& operand, const char* name) {
  using T = Plain<TypeOf<X>>;
  const StoredAs as = stored_as(operand);
  if constexpr (is_decimal<X>) require_numbers(as, name);
  return aggregate<std::optional<T>, EntityOf<X>>(function, std::forward<X>(operand), as);
}

}  // namespace detail

namespace func {

/// How many rows there are.
inline Aggregate<std::int64_t, NoEntity> count() {
  detail::ExpressionData data;
  data.push(detail::Operator::CountRows, 0);
  return Aggregate<std::int64_t, NoEntity>(std::move(data));
}
/// In how many rows it is not NULL.
template <Operand X>
auto count(X&& operand) {
  return detail::aggregate<std::int64_t, typename detail::AlwaysOf<detail::EntityOf<X>>::Type>(
      detail::Function::Count, std::forward<X>(operand));
}
/// How many different values it has.
template <Operand X>
auto count_distinct(X&& operand) {
  using E = typename detail::AlwaysOf<detail::EntityOf<X>>::Type;
  detail::ExpressionData data = detail::data_of(std::forward<X>(operand));
  data.push(detail::Operator::Distinct, 1);
  data.push(detail::Operator::Call, 1, static_cast<std::size_t>(detail::Function::Count));
  return Aggregate<std::int64_t, E>(std::move(data));
}
/// Of whole numbers a whole number, whose overflow is a StatementError; of decimals the exact sum.
/// Raises InvalidRequestError for decimals of more than 15 digits, which SQLite cannot add.
template <Operand X>
auto sum(X&& operand) {
  using T = detail::Plain<detail::TypeOf<X>>;
  using E = detail::EntityOf<X>;
  if constexpr (detail::is_decimal<X>) {
    const detail::StoredAs as = detail::stored_as(operand);
    return Expr<std::optional<T>, E>(
        detail::decimal_sum(detail::data_of(std::forward<X>(operand)), as), as);
  } else {
    static_assert(detail::Number<T>,
                  "sum() needs numbers; orm::cast<double>() makes them of "
                  "something else");
    return detail::aggregate<std::optional<detail::Computed<T, T>>, E>(detail::Function::Sum,
                                                                       std::forward<X>(operand));
  }
}
/// A sum that is 0.0 without rows; a real number.
template <Operand X>
auto total(X&& operand) {
  static_assert(detail::Number<detail::Plain<detail::TypeOf<X>>>, "total() needs numbers");
  return detail::aggregate<double, typename detail::AlwaysOf<detail::EntityOf<X>>::Type>(
      detail::Function::Total, std::forward<X>(operand));
}
/// A real number.
template <Operand X>
auto avg(X&& operand) {
  static_assert(detail::Number<detail::Plain<detail::TypeOf<X>>> || detail::is_decimal<X>,
                "avg() needs numbers");
  return detail::aggregate<std::optional<double>, detail::EntityOf<X>>(detail::Function::Avg,
                                                                       std::forward<X>(operand));
}
/// The least and the greatest value.
template <Operand X>
auto min(X&& operand) {
  return detail::extreme(detail::Function::Minimum, std::forward<X>(operand), "min");
}
template <Operand X>
auto max(X&& operand) {
  return detail::extreme(detail::Function::Maximum, std::forward<X>(operand), "max");
}
/// All texts, with `separator` between each two, in no order that could be relied on.
template <Operand X>
auto group_concat(X&& text, std::string_view separator = ",") {
  static_assert(detail::is_text<X>,
                "group_concat() needs texts; orm::cast<std::string>() makes "
                "them of something else");
  detail::ExpressionData data = detail::data_of(std::forward<X>(text));
  data.push_value(Value(std::string(separator)));
  data.push(detail::Operator::Call, 2, static_cast<std::size_t>(detail::Function::GroupConcat));
  return Aggregate<std::optional<std::string>, detail::EntityOf<X>>(std::move(data));
}

}  // namespace func
}  // namespace orm
