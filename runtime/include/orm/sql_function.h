// Functions of SQL that the library does not name, with the types of their arguments and result:
//
//     const orm::SqlFunction<double(double, double)> distance("distance");
//
//     session.query<Place>().filter(distance(Place::fields.x, Place::fields.y) < 5.0)
//
// They are functions that SQLite has, or those of the program, given to the engine:
//
//     orm::create_engine(url, {.functions = {distance.defined_as(
//         [](double x, double y) { return std::hypot(x, y); })}});
#pragma once

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include "orm/engine.h"
#include "orm/error.h"
#include "orm/expression.h"
#include "orm/rows.h"

namespace orm {

namespace detail {

/// The name, kept for as long as the program runs. Raises InvalidRequestError for what is no
/// ordinary name.
const char* function_name(std::string_view name);
/// For a value of another kind than the function takes.
[[noreturn]] void not_an_argument(std::size_t number, const ValueView& cell);

/// The value of an argument; texts and bytes are copies.
template <class T>
T read_argument(std::size_t number, const ValueView& cell) {
  try {
    return read_cell<T>({cell, {}, nullptr});
  } catch (const DataError&) {
    not_an_argument(number, cell);
  }
}

/// Calls the function, unless one of its arguments is NULL and cannot be.
template <class R, class... Args, class F>
Value call_function(const F& function, const ValueView* cells) {
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    if (((!OptionalOf<Args>::value && cells[I].is_null()) || ...)) return Value();
    return parameter<R>(function(read_argument<Args>(I + 1, cells[I])...), {});
  }(std::index_sequence_for<Args...>());
}

}  // namespace detail

template <class Signature>
class SqlFunction;

/// The types are those of columns; an optional argument takes NULL, and an optional result may be
/// NULL. Of a NULL for an argument that is none comes NULL, as with most functions of SQL: the
/// expression is an optional then. Several may have one name, with other numbers of arguments.
template <class R, class... Args>
class SqlFunction<R(Args...)> {
 public:
  /// Raises InvalidRequestError for a name that is not of letters, digits and `_`.
  explicit SqlFunction(std::string_view name) : name_(detail::function_name(name)) {}

  /// What the function makes of columns, expressions and values.
  template <class... Xs>
  auto operator()(const Xs&... arguments) const {
    static_assert(sizeof...(Xs) == sizeof...(Args),
                  "a function of SQL takes as many arguments as its type says");
    if constexpr (sizeof...(Xs) == sizeof...(Args)) {
      static_assert((detail::are_comparable<Args, detail::Plain<detail::SideType<Xs>>>() && ...),
                    "a function of SQL is given an argument of another kind than its type says, "
                    "such as a text for a number");
      constexpr bool of_null =
          ((detail::OptionalOf<detail::SideType<Xs>>::value && !detail::OptionalOf<Args>::value) ||
           ...);
      using Result = std::conditional_t<of_null, std::optional<detail::Plain<R>>, R>;
      detail::ExpressionData data;
      (detail::append_side<Args>(data, arguments, {}), ...);
      data.push(detail::Operator::CallNamed, sizeof...(Xs));
      data.tokens.data()[data.tokens.size() - 1].alias = name_;
      return Expr<Result, detail::Entities<Xs...>>(std::move(data));
    }
  }

  /// What the database calls for that name; goes into EngineOptions::functions. It may be called
  /// from several threads at the same time, and must not use the session. What it throws fails the
  /// statement, with its words.
  template <class F>
  FunctionDefinition defined_as(F function) const {
    static_assert(std::is_invocable_r_v<R, const F&, Args...>,
                  "defined_as() takes a function with these arguments and this result");
    return {name_, sizeof...(Args), [function = std::move(function)](const ValueView* cells) {
              return detail::call_function<R, Args...>(function, cells);
            }};
  }

 private:
  const char* name_;
};

}  // namespace orm
