// What SQL finds in columns of JSON: `orm::func::json<std::int64_t>(Event::fields.payload, "$.n")`.
//
// A path is that of SQLite: `$` is the whole, `.name` a member, `[2]` an element from 0, `[#-1]`
// the last one. It is bound as a value. Text that is no JSON, and a path that is none, raise
// StatementError.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "orm/functions.h"

namespace orm {

namespace detail {

template <class T>
concept JsonValue = std::same_as<T, std::int64_t> || std::same_as<T, double> ||
                    std::same_as<T, bool> || std::same_as<T, std::string>;

template <class Result, class X>
auto of_json(Function function, X&& json, std::string_view path) {
  static_assert(is_text<X>, "a function of JSON is given something else");
  ExpressionData data = data_of(std::forward<X>(json));
  data.push_value(Value(std::string(path)));
  data.push(Operator::Call, 2, static_cast<std::size_t>(function));
  return Expr<std::optional<Result>, EntityOf<X>>(std::move(data));
}

}  // namespace detail

namespace func {

/// The value at a path; NULL where there is none, or it is null. As text, an object or an array is
/// its JSON.
template <class T, Operand X>
auto json(X&& json, std::string_view path) {
  static_assert(detail::JsonValue<T>, "json() finds std::int64_t, double, bool or std::string");
  return detail::of_json<T>(detail::Function::JsonExtract, std::forward<X>(json), path);
}
/// `object`, `array`, `text`, `integer`, `real`, `true`, `false` or `null`; NULL where nothing is.
template <Operand X>
auto json_type(X&& json, std::string_view path = "$") {
  return detail::of_json<std::string>(detail::Function::JsonType, std::forward<X>(json), path);
}
/// How many elements an array has; 0 of what is none.
template <Operand X>
auto json_array_length(X&& json, std::string_view path = "$") {
  return detail::of_json<std::int64_t>(detail::Function::JsonArrayLength, std::forward<X>(json),
                                       path);
}

}  // namespace func
}  // namespace orm
