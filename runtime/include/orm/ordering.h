// What a query is ordered by: `order_by(orm::desc(User::fields.age), User::fields.id)`.
#pragma once

#include <utility>

#include "orm/expression.h"

namespace orm {

/// An expression with a direction. `E` is as in Expr.
template <class E = AnyEntity>
class Ordering {
 public:
  using Entity = E;

  explicit Ordering(detail::ExpressionData&& data) : data_(std::move(data)) {}

  /// Where NULL comes; without either, SQLite has it before all values, and last with `desc`.
  Ordering nulls_first() && { return std::move(*this).with(detail::Operator::NullsFirst); }
  Ordering nulls_last() && { return std::move(*this).with(detail::Operator::NullsLast); }

  const detail::ExpressionData& data() const { return data_; }

 private:
  Ordering with(detail::Operator op) && {
    data_.push(op, 1);
    return std::move(*this);
  }

  detail::ExpressionData data_;
};

namespace detail {

template <class X>
Ordering<EntityOf<X>> ordering(X&& operand, Operator op) {
  ExpressionData data = data_of(std::forward<X>(operand));
  data.push(op, 1);
  return Ordering<EntityOf<X>>(std::move(data));
}

}  // namespace detail

template <Operand X>
auto asc(X&& operand) {
  return detail::ordering(std::forward<X>(operand), detail::Operator::Ascending);
}
template <Operand X>
auto desc(X&& operand) {
  return detail::ordering(std::forward<X>(operand), detail::Operator::Descending);
}

}  // namespace orm
