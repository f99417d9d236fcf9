// Typed conditions over columns: `User::fields.name == "Ada" && User::fields.age >= 18`.
//
// An expression is a flat list of tokens in postfix order, and its values apart from them. The
// tokens are the expression's shape: two queries that differ in values only have equal tokens, and
// so share one prepared statement without any SQL text being built.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "orm/fields.h"
#include "orm/inline_vector.h"
#include "orm/type_trait.h"
#include "orm/value.h"

namespace orm {

struct EntityMapping;

namespace detail {

enum class Operator : std::uint8_t {
  Column,
  Parameter,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  And,
  Or,
  Not,
  IsNull,
  IsNotNull,
  Like,
  Between,
  // `operands` - 1 values after the left side.
  In,
  NotIn,
  Ascending,
  Descending
};

struct Token {
  // Of a column: its entity and, where the occurrence has a name, that name.
  const EntityMapping* entity = nullptr;
  const char* alias = nullptr;
  std::uint16_t column = 0;
  std::uint16_t operands = 0;
  Operator op = Operator::Parameter;
};

/// Tokens with the values of their parameters, in order.
struct ExpressionData {
  InlineVector<Token, 6> tokens;
  InlineVector<Value, 2> values;

  void append(const ExpressionData& other) {
    tokens.append(other.tokens);
    values.append(other.values);
  }
  void append(ExpressionData&& other) {
    tokens.append(std::move(other.tokens));
    values.append(std::move(other.values));
  }
  void push(Operator op, std::size_t operands) {
    Token token;
    token.op = op;
    token.operands = static_cast<std::uint16_t>(operands);
    tokens.push_back(token);
  }
  void push_value(Value value) {
    push(Operator::Parameter, 0);
    values.push_back(std::move(value));
  }
};

template <class V>
concept NullLike = std::same_as<std::remove_cvref_t<V>, std::nullopt_t>;

/// Text with text, numbers with numbers, truth with truth.
template <class T, class V>
constexpr bool are_comparable() {
  using Left = Plain<T>;
  using Right = Plain<std::remove_cvref_t<V>>;
  if constexpr (std::same_as<Left, std::string>) {
    return std::convertible_to<Right, std::string_view>;
  } else if constexpr (std::same_as<Left, bool>) {
    return std::same_as<Right, bool>;
  } else if constexpr (std::integral<Left>) {
    return std::integral<Right> && !std::same_as<Right, bool>;
  } else if constexpr (std::floating_point<Left>) {
    return std::floating_point<Right> || (std::integral<Right> && !std::same_as<Right, bool>);
  } else if constexpr (HasStorage<Left> || HasTypeTrait<Left>) {
    return std::convertible_to<Right, Left>;
  } else {
    return std::same_as<Left, Right>;
  }
}

/// Raises InvalidRequestError for an unsigned number beyond the database's integers.
std::int64_t checked_integer(std::uint64_t value);

const ColumnMapping& column_mapping(const EntityMapping& entity, unsigned column);
/// A value as it is stored. Raises DataError for a date or time that no column can hold.
Value stored_parameter(const ValueView& value, const EntityMapping& entity, unsigned column);

/// For exceptions of a TypeTrait; called where they are caught.
[[noreturn]] void not_compared(const EntityMapping& entity, unsigned column,
                               const std::exception& error);

template <class T, class V>
Value base_parameter(const V& value, const EntityMapping& entity, unsigned column);

/// `value` as a parameter to be compared with a column of type `T`.
template <class T, class V>
Value parameter(const V& value, const EntityMapping& entity, unsigned column) {
  using Left = Plain<T>;
  if constexpr (OptionalOf<V>::value) {
    return value.has_value() ? parameter<T>(*value, entity, column) : Value();
  } else if constexpr (HasTypeTrait<Left>) {
    return base_parameter<Left>(value, entity, column);
  } else if constexpr (HasStorage<Left>) {
    const Left converted = value;
    return stored_parameter(Storage<Left>::view(converted, column_mapping(entity, column)), entity,
                            column);
  } else if constexpr (std::is_enum_v<Left>) {
    return Value(enumerator_view(enum_mapping(value), static_cast<std::int64_t>(value)));
  } else if constexpr (std::same_as<Left, std::string>) {
    return Value(std::string(std::string_view(value)));
  } else if constexpr (std::unsigned_integral<V> && sizeof(V) == sizeof(std::uint64_t) &&
                       std::integral<Left>) {
    return Value::of_integer(checked_integer(value));
  } else if constexpr (std::integral<Left>) {
    return Value::of_integer(static_cast<std::int64_t>(value));
  } else if constexpr (std::floating_point<Left>) {
    return Value::of_real(static_cast<double>(value));
  } else {
    return Value::of_blob(std::string(reinterpret_cast<const char*>(value.data()), value.size()));
  }
}

/// The same for a column of a user's class.
template <class T, class V>
Value base_parameter(const V& value, const EntityMapping& entity, unsigned column) {
  using Base = typename TypeTrait<T>::Base;
  const auto base = [&]() -> Base {
    try {
      const T converted = value;
      return TypeTrait<T>::to_base(converted);
    } catch (const std::exception& error) {
      not_compared(entity, column, error);
    }
  };
  return parameter<Base>(base(), entity, column);
}

}  // namespace detail

/// An expression of the given C++ type; `Expr<bool>` is a condition. A value: it can be kept,
/// copied and combined at run time.
template <class T>
class Expr {
 public:
  explicit Expr(detail::ExpressionData data) : data_(std::move(data)) {}

  const detail::ExpressionData& data() const& { return data_; }
  detail::ExpressionData&& data() && { return std::move(data_); }

 private:
  detail::ExpressionData data_;
};

/// A column with a direction, for `order_by`.
struct Ordering {
  detail::ExpressionData data;
};

namespace detail {

template <class E, class T>
ExpressionData column_data(const Column<E, T>& column) {
  Token token;
  token.entity = &E::mapping;
  token.alias = column.alias;
  token.column = static_cast<std::uint16_t>(column.position);
  token.op = Operator::Column;
  ExpressionData data;
  data.tokens.push_back(token);
  return data;
}

template <class E, class T, class V>
Value parameter_for(const Column<E, T>& column, const V& value) {
  return parameter<T>(value, E::mapping, column.position);
}

template <class E, class T, class V>
Expr<bool> compare(const Column<E, T>& column, Operator op, const V& value) {
  static_assert(are_comparable<T, V>(),
                "a column is compared with a value of another kind, such as text with a number");
  ExpressionData data = column_data(column);
  data.push_value(parameter_for(column, value));
  data.push(op, 2);
  return Expr<bool>(std::move(data));
}

template <class E, class T, class F, class U>
Expr<bool> compare(const Column<E, T>& left, Operator op, const Column<F, U>& right) {
  static_assert(are_comparable<T, Plain<U>>(),
                "two columns of different kinds are compared, such as text with a number");
  ExpressionData data = column_data(left);
  data.append(column_data(right));
  data.push(op, 2);
  return Expr<bool>(std::move(data));
}

template <class E, class T>
Expr<bool> test_null(const Column<E, T>& column, Operator op) {
  static_assert(OptionalOf<T>::value, "a column that is never NULL is tested for NULL");
  ExpressionData data = column_data(column);
  data.push(op, 1);
  return Expr<bool>(std::move(data));
}

template <class E, class T, class V>
Expr<bool> equal(const Column<E, T>& column, const V& value, bool wanted) {
  const Operator null_test = wanted ? Operator::IsNull : Operator::IsNotNull;
  if constexpr (NullLike<V>) {
    return test_null(column, null_test);
  } else if constexpr (OptionalOf<V>::value) {
    if (!value.has_value()) return test_null(column, null_test);
    return compare(column, wanted ? Operator::Equal : Operator::NotEqual, *value);
  } else {
    return compare(column, wanted ? Operator::Equal : Operator::NotEqual, value);
  }
}

template <class E, class T, class Range>
Expr<bool> in(const Column<E, T>& column, Operator op, const Range& values) {
  ExpressionData data = column_data(column);
  std::size_t count = 0;
  for (const auto& value : values) {
    static_assert(are_comparable<T, decltype(value)>(),
                  "a column is compared with values of another kind, such as text with numbers");
    data.push_value(parameter_for(column, value));
    ++count;
  }
  data.push(op, count + 1);
  return Expr<bool>(std::move(data));
}

template <class E, class T>
Ordering ordering(const Column<E, T>& column, Operator op) {
  Ordering ordering{column_data(column)};
  ordering.data.push(op, 1);
  return ordering;
}

inline Expr<bool> combine(Expr<bool> left, Operator op, Expr<bool> right) {
  ExpressionData data = std::move(left).data();
  data.append(std::move(right).data());
  data.push(op, 2);
  return Expr<bool>(std::move(data));
}

}  // namespace detail

/// `== std::nullopt`, or an optional without a value, asks IS NULL.
template <class E, class T, class V>
Expr<bool> operator==(const Column<E, T>& column, const V& value) {
  return detail::equal(column, value, true);
}
/// As in SQL, `!=` with a value is not true for NULL.
template <class E, class T, class V>
Expr<bool> operator!=(const Column<E, T>& column, const V& value) {
  return detail::equal(column, value, false);
}
template <class E, class T, class V>
Expr<bool> operator<(const Column<E, T>& column, const V& value) {
  return detail::compare(column, detail::Operator::Less, value);
}
template <class E, class T, class V>
Expr<bool> operator<=(const Column<E, T>& column, const V& value) {
  return detail::compare(column, detail::Operator::LessEqual, value);
}
template <class E, class T, class V>
Expr<bool> operator>(const Column<E, T>& column, const V& value) {
  return detail::compare(column, detail::Operator::Greater, value);
}
template <class E, class T, class V>
Expr<bool> operator>=(const Column<E, T>& column, const V& value) {
  return detail::compare(column, detail::Operator::GreaterEqual, value);
}
inline Expr<bool> operator&&(Expr<bool> left, Expr<bool> right) {
  return detail::combine(std::move(left), detail::Operator::And, std::move(right));
}
inline Expr<bool> operator||(Expr<bool> left, Expr<bool> right) {
  return detail::combine(std::move(left), detail::Operator::Or, std::move(right));
}
inline Expr<bool> operator!(Expr<bool> condition) {
  detail::ExpressionData data = std::move(condition).data();
  data.push(detail::Operator::Not, 1);
  return Expr<bool>(std::move(data));
}

template <class E, class T>
Expr<bool> is_null(const Column<E, T>& column) {
  return detail::test_null(column, detail::Operator::IsNull);
}
template <class E, class T>
Expr<bool> is_not_null(const Column<E, T>& column) {
  return detail::test_null(column, detail::Operator::IsNotNull);
}
/// SQL's LIKE: `%` is any text, `_` any character; SQLite ignores the case of ASCII letters.
template <class E, class T>
Expr<bool> like(const Column<E, T>& column, std::string_view pattern) {
  static_assert(std::same_as<detail::BaseOf<detail::Plain<T>>, std::string>,
                "like() needs a text column");
  detail::ExpressionData data = detail::column_data(column);
  data.push_value(Value(std::string(pattern)));
  data.push(detail::Operator::Like, 2);
  return Expr<bool>(std::move(data));
}
/// Both ends belong to the range.
template <class E, class T, class V, class W>
Expr<bool> between(const Column<E, T>& column, const V& least, const W& greatest) {
  static_assert(detail::are_comparable<T, V>() && detail::are_comparable<T, W>(),
                "a column is compared with values of another kind, such as text with numbers");
  detail::ExpressionData data = detail::column_data(column);
  data.push_value(detail::parameter_for(column, least));
  data.push_value(detail::parameter_for(column, greatest));
  data.push(detail::Operator::Between, 3);
  return Expr<bool>(std::move(data));
}
/// An empty range is never matched.
template <class E, class T, class Range>
Expr<bool> in_(const Column<E, T>& column, const Range& values) {
  return detail::in(column, detail::Operator::In, values);
}
template <class E, class T, class V>
Expr<bool> in_(const Column<E, T>& column, std::initializer_list<V> values) {
  return detail::in(column, detail::Operator::In, values);
}
template <class E, class T, class Range>
Expr<bool> not_in(const Column<E, T>& column, const Range& values) {
  return detail::in(column, detail::Operator::NotIn, values);
}
template <class E, class T, class V>
Expr<bool> not_in(const Column<E, T>& column, std::initializer_list<V> values) {
  return detail::in(column, detail::Operator::NotIn, values);
}

template <class E, class T>
Ordering asc(const Column<E, T>& column) {
  return detail::ordering(column, detail::Operator::Ascending);
}
template <class E, class T>
Ordering desc(const Column<E, T>& column) {
  return detail::ordering(column, detail::Operator::Descending);
}

}  // namespace orm
