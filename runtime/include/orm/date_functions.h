// What SQL computes of dates and times: `orm::func::year(Invoice::fields.invoice_date)`.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "orm/date_time.h"
#include "orm/functions.h"

namespace orm {

namespace detail {

template <class X>
constexpr bool is_date = std::same_as<BaseOf<Plain<TypeOf<X>>>, Date> ||
                         std::same_as<BaseOf<Plain<TypeOf<X>>>, DateTime>;
template <class X>
constexpr bool is_moment = is_date<X> || std::same_as<BaseOf<Plain<TypeOf<X>>>, Time>;

template <class X>
ExpressionData formatted(std::string_view format, X&& moment) {
  ExpressionData data;
  data.push_value(Value(std::string(format)));
  append_to(data, std::forward<X>(moment));
  data.push(Operator::Call, 2, static_cast<std::size_t>(Function::Strftime));
  return data;
}

// A part of a moment, as a number.
template <class X>
auto part_of(std::string_view format, X&& moment) {
  ExpressionData data = formatted(format, std::forward<X>(moment));
  data.push(Operator::Cast, 1, static_cast<std::size_t>(CastType::Integer));
  return Expr<NullIfAny<std::int64_t, X>, EntityOf<X>>(std::move(data));
}

}  // namespace detail

namespace func {

/// As SQLite's function of that name: `%Y-%m` is the month, as in `2026-11`.
template <Operand X>
auto strftime(std::string_view format, X&& moment) {
  static_assert(detail::is_moment<X>, "strftime() needs a date or a time");
  return Expr<detail::NullIfAny<std::string, X>, detail::EntityOf<X>>(
      detail::formatted(format, std::forward<X>(moment)));
}
template <Operand X>
auto year(X&& moment) {
  static_assert(detail::is_date<X>, "year() needs a date, or a date with a time");
  return detail::part_of("%Y", std::forward<X>(moment));
}
/// From 1 to 12.
template <Operand X>
auto month(X&& moment) {
  static_assert(detail::is_date<X>, "month() needs a date, or a date with a time");
  return detail::part_of("%m", std::forward<X>(moment));
}
/// Of the month, from 1.
template <Operand X>
auto day(X&& moment) {
  static_assert(detail::is_date<X>, "day() needs a date, or a date with a time");
  return detail::part_of("%d", std::forward<X>(moment));
}
/// From 0 of Sunday to 6.
template <Operand X>
auto weekday(X&& moment) {
  static_assert(detail::is_date<X>, "weekday() needs a date, or a date with a time");
  return detail::part_of("%w", std::forward<X>(moment));
}
template <Operand X>
auto hour(X&& moment) {
  static_assert(detail::is_moment<X>, "hour() needs a time, or a date with a time");
  return detail::part_of("%H", std::forward<X>(moment));
}
template <Operand X>
auto minute(X&& moment) {
  static_assert(detail::is_moment<X>, "minute() needs a time, or a date with a time");
  return detail::part_of("%M", std::forward<X>(moment));
}
/// Without what is behind the point.
template <Operand X>
auto second(X&& moment) {
  static_assert(detail::is_moment<X>, "second() needs a time, or a date with a time");
  return detail::part_of("%S", std::forward<X>(moment));
}
/// The day of a date with a time.
template <Operand X>
auto date(X&& moment) {
  static_assert(detail::is_date<X>, "date() needs a date, or a date with a time");
  return detail::call<detail::NullIfAny<Date, X>>(detail::Function::DateOf, {},
                                                  std::forward<X>(moment));
}
/// Days since noon of 24 November 4714 BC, with fractions, so that differences are in days.
template <Operand X>
auto julian_day(X&& moment) {
  static_assert(detail::is_date<X>, "julian_day() needs a date, or a date with a time");
  return detail::call<detail::NullIfAny<double, X>>(detail::Function::JulianDay, {},
                                                    std::forward<X>(moment));
}

}  // namespace func
}  // namespace orm
