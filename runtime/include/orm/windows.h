// Windows: what is computed for each row of a result from other rows of it.
//
//     orm::func::rank().over(orm::window().partition_by(Track::fields.album_id)
//                                .order_by(orm::desc(Track::fields.milliseconds)))
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>

#include "orm/expression.h"
#include "orm/functions.h"
#include "orm/ordering.h"

namespace orm {

namespace detail {

/// Stands for the first, or the last, row of a frame.
inline constexpr std::int16_t unbounded = std::numeric_limits<std::int16_t>::min();

/// A bound of a frame; nothing is the first or the last row. Raises InvalidRequestError for one
/// beyond 32,767.
std::uint16_t frame_bound(const std::optional<int>& rows);

struct WindowData {
  ExpressionData partition;
  ExpressionData order;
  ExpressionData frame;
  std::size_t partitions = 0;
  std::size_t orderings = 0;
};

}  // namespace detail

/// Some rows of a result, with an order. `E` is as in Expr.
template <class E = NoEntity>
class Window {
 public:
  Window() = default;
  explicit Window(detail::WindowData&& data) : data_(std::move(data)) {}

  /// Those for which these are the same as for the row; all rows without it.
  template <Operand... Xs>
  auto partition_by(const Xs&... operands) const {
    detail::WindowData data = data_;
    (detail::append_to(data.partition, operands), ...);
    data.partitions += sizeof...(Xs);
    return Window<detail::BothEntities<E, detail::Entities<Xs...>>>(std::move(data));
  }
  /// By columns and expressions, or `asc(...)`, `desc(...)`. An aggregate is then one of the rows
  /// up to the row itself and those equal to it, unless a frame says otherwise.
  template <class... Orderings>
  auto order_by(const Orderings&... orderings) const {
    detail::WindowData data = data_;
    (data.order.append(ordering(orderings).data()), ...);
    data.orderings += sizeof...(Orderings);
    using Others = typename detail::EntitiesIn<
        typename std::remove_cvref_t<decltype(ordering(orderings))>::Entity...>::Type;
    return Window<detail::BothEntities<E, Others>>(std::move(data));
  }

  /// From so many rows before the row, which are negative, to so many behind it; without a number
  /// from the first one, or to the last one. As SQLAlchemy's `rows`.
  Window rows(std::optional<int> first, std::optional<int> last) const {
    return with(detail::Operator::FrameRows, first, last);
  }
  /// The same in differences of the value that the window is ordered by.
  Window range(std::optional<int> first, std::optional<int> last) const {
    return with(detail::Operator::FrameRange, first, last);
  }
  /// The same in groups of rows that the order takes for equal.
  Window groups(std::optional<int> first, std::optional<int> last) const {
    return with(detail::Operator::FrameGroups, first, last);
  }

  const detail::WindowData& data() const { return data_; }

 private:
  template <class F>
  static const Ordering<F>& ordering(const Ordering<F>& ordering) {
    return ordering;
  }
  template <Operand X>
  static auto ordering(const X& operand) {
    return asc(operand);
  }
  Window with(detail::Operator op, const std::optional<int>& first,
              const std::optional<int>& last) const {
    detail::WindowData data = data_;
    data.frame = {};
    data.frame.push(op, detail::frame_bound(last), detail::frame_bound(first));
    return Window(std::move(data));
  }

  detail::WindowData data_;
};

/// A window of all rows, without an order.
inline Window<> window() { return {}; }

namespace detail {

template <class T, class E, class W>
auto over(ExpressionData&& data, const Window<W>& window, const StoredAs& as) {
  const WindowData& parts = window.data();
  data.append(parts.partition);
  data.append(parts.order);
  data.append(parts.frame);
  data.push(Operator::Over, parts.partitions, parts.orderings);
  using Both = BothEntities<E, W>;
  // What a window is made of does not make its result absent.
  using Tag = std::conditional_t<EntityIn<E>::is_always, typename AlwaysOf<Both>::Type, Both>;
  return Expr<T, Tag>(std::move(data), as);
}

}  // namespace detail

/// A function of a row among those of a window.
template <class T, class E>
class WindowFunction {
 public:
  explicit WindowFunction(detail::ExpressionData&& data, detail::StoredAs as = {})
      : data_(std::move(data)), as_(as) {}

  template <class W>
  auto over(const Window<W>& window) && {
    return detail::over<T, E>(std::move(data_), window, as_);
  }

 private:
  detail::ExpressionData data_;
  detail::StoredAs as_;
};

namespace detail {

template <class T>
WindowFunction<T, NoEntity> place_in_window(Function function) {
  ExpressionData data;
  data.push(Operator::Call, 0, static_cast<std::size_t>(function));
  return WindowFunction<T, NoEntity>(std::move(data));
}

template <class X, class... More>
auto value_in_window(Function function, X&& operand, const More&... more) {
  using T = std::optional<Plain<SideType<X>>>;
  const StoredAs as = stored_as(operand);
  ExpressionData data = data_of(std::forward<X>(operand));
  (data.push_value(Value::of_integer(more)), ...);
  data.push(Operator::Call, 1 + sizeof...(More), static_cast<std::size_t>(function));
  return WindowFunction<T, EntityOf<X>>(std::move(data), as);
}

}  // namespace detail

namespace func {

/// 1, 2, 3, ... in the window's order.
inline auto row_number() {
  return detail::place_in_window<std::int64_t>(detail::Function::RowNumber);
}
/// 1 and how many rows come before, which is the same for equal ones.
inline auto rank() { return detail::place_in_window<std::int64_t>(detail::Function::Rank); }
/// The same without gaps.
inline auto dense_rank() {
  return detail::place_in_window<std::int64_t>(detail::Function::DenseRank);
}
/// From 0.0 of the first row to 1.0 of the last one.
inline auto percent_rank() {
  return detail::place_in_window<double>(detail::Function::PercentRank);
}
/// Which part of the rows come no later.
inline auto cume_dist() { return detail::place_in_window<double>(detail::Function::CumeDist); }
/// Which of so many parts of nearly the same size, from 1.
inline auto ntile(std::int64_t parts) {
  detail::ExpressionData data;
  data.push_value(Value::of_integer(parts));
  data.push(detail::Operator::Call, 1, static_cast<std::size_t>(detail::Function::Ntile));
  return WindowFunction<std::int64_t, NoEntity>(std::move(data));
}
/// Of the row so many before, or behind; NULL where there is none.
template <Operand X>
auto lag(X&& operand, std::int64_t rows = 1) {
  return detail::value_in_window(detail::Function::Lag, std::forward<X>(operand), rows);
}
template <Operand X>
auto lead(X&& operand, std::int64_t rows = 1) {
  return detail::value_in_window(detail::Function::Lead, std::forward<X>(operand), rows);
}
/// Of the first row, the last one, and number `n` of the frame; NULL where there is none.
template <Operand X>
auto first_value(X&& operand) {
  return detail::value_in_window(detail::Function::FirstValue, std::forward<X>(operand));
}
template <Operand X>
auto last_value(X&& operand) {
  return detail::value_in_window(detail::Function::LastValue, std::forward<X>(operand));
}
template <Operand X>
auto nth_value(X&& operand, std::int64_t n) {
  return detail::value_in_window(detail::Function::NthValue, std::forward<X>(operand), n);
}

}  // namespace func
}  // namespace orm
