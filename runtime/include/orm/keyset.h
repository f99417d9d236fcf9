// Pages of a result by the keys of their last row, which cost the same however far they are:
//
//     const auto keys = orm::keyset(Track::fields.name, Track::fields.id);
//     auto page = session.query<Track>().order_by(keys).limit(20).all();
//     page = session.query<Track>()
//                .order_by(keys)
//                .filter(orm::page_after(keys, page.back()->name(), page.back()->id()))
//                .limit(20)
//                .all();
#pragma once

#include <cstddef>
#include <tuple>
#include <utility>

#include "orm/conditions.h"
#include "orm/expression.h"
#include "orm/ordering.h"

namespace orm {

/// Columns and expressions that a result is ordered by, all in one direction; made by orm::keyset.
/// Together they tell any two rows apart, so the last one is nearly always the primary key.
template <class... Xs>
class Keyset {
 public:
  explicit Keyset(const Xs&... operands) : operands_(operands...) {}

  /// From the greatest to the least.
  Keyset descending() && {
    is_descending_ = true;
    return std::move(*this);
  }

  bool is_descending() const { return is_descending_; }
  const std::tuple<Xs...>& operands() const { return operands_; }

 private:
  std::tuple<Xs...> operands_;
  bool is_descending_ = false;
};

template <Operand... Xs>
Keyset<Xs...> keyset(const Xs&... operands) {
  static_assert(sizeof...(Xs) > 0, "keyset() takes what the result is ordered by");
  static_assert((!detail::OptionalOf<detail::TypeOf<Xs>>::value && ...),
                "keyset() takes what is never NULL, for nothing comes after NULL; "
                "orm::func::coalesce() says what counts instead");
  return Keyset<Xs...>(operands...);
}

namespace detail {

template <class... Xs>
Ordering<Entities<Xs...>> order_of(const Keyset<Xs...>& keys) {
  ExpressionData data;
  const auto add = [&](const auto& operand) {
    append_to(data, operand);
    data.push(keys.is_descending() ? Operator::Descending : Operator::Ascending, 1);
  };
  std::apply([&](const auto&... operands) { (add(operands), ...); }, keys.operands());
  return Ordering<Entities<Xs...>>(std::move(data));
}

}  // namespace detail

/// Whether a row comes after the one with these keys. A comparison of row values, for which SQLite
/// uses an index over them.
template <class... Xs, class... Values>
Expr<bool, detail::Entities<Xs...>> page_after(const Keyset<Xs...>& keys, const Values&... values) {
  static_assert(sizeof...(Xs) == sizeof...(Values),
                "page_after() takes a value for each of the keys");
  static_assert((detail::are_comparable<detail::TypeOf<Xs>, Values>() && ...),
                "page_after() takes values of the kinds that the keys have");
  detail::ExpressionData data;
  const auto close = [&data] {
    if (sizeof...(Xs) > 1) data.push(detail::Operator::Row, sizeof...(Xs));
  };
  std::apply(
      [&](const Xs&... operands) {
        (detail::append_to(data, operands), ...);
        close();
        (data.push_value(
             detail::parameter<detail::TypeOf<Xs>>(values, detail::stored_as(operands))),
         ...);
      },
      keys.operands());
  close();
  data.push(keys.is_descending() ? detail::Operator::Less : detail::Operator::Greater, 2);
  return Expr<bool, detail::Entities<Xs...>>(std::move(data));
}

}  // namespace orm
