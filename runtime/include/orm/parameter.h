// Values of the program as parameters of a statement, stored as the columns that they stand beside.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "orm/type_trait.h"
#include "orm/value.h"

namespace orm {

struct ColumnMapping;
struct EntityMapping;

namespace detail {

/// What arithmetic is done with; truth is no number.
template <class T>
concept Number = (std::integral<T> || std::floating_point<T>) && !std::same_as<T, bool>;

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
  } else if constexpr (Number<Left>) {
    return Number<Right>;
  } else if constexpr (HasStorage<Left> || HasTypeTrait<Left>) {
    return std::convertible_to<Right, Left>;
  } else {
    return std::same_as<Left, Right>;
  }
}

/// Raises InvalidRequestError for an unsigned number beyond the database's integers.
std::int64_t checked_integer(std::uint64_t value);

/// Raises DataError for a NaN, which a database would take for NULL.
double checked_real(double value);

/// A column that says how values are stored; none for what is computed.
struct StoredAs {
  const EntityMapping* entity = nullptr;
  std::uint16_t column = 0;
};

const ColumnMapping& column_mapping(const StoredAs& as);
/// A value as it is stored. Raises DataError for a date or time that no column can hold.
Value stored_parameter(const ValueView& value, const StoredAs& as);

/// For exceptions of a TypeTrait; called where they are caught.
[[noreturn]] void not_compared(const StoredAs& as, const std::exception& error);

template <class T, class V>
Value base_parameter(const V& value, const StoredAs& as);

/// `value` as a parameter beside an expression of type `T`.
template <class T, class V>
Value parameter(const V& value, const StoredAs& as) {
  using Left = Plain<T>;
  if constexpr (OptionalOf<V>::value) {
    return value.has_value() ? parameter<T>(*value, as) : Value();
  } else if constexpr (HasTypeTrait<Left>) {
    return base_parameter<Left>(value, as);
  } else if constexpr (HasStorage<Left>) {
    const Left converted = value;
    return stored_parameter(Storage<Left>::view(converted, column_mapping(as)), as);
  } else if constexpr (std::is_enum_v<Left>) {
    return Value(enumerator_view(enum_mapping(value), static_cast<std::int64_t>(value)));
  } else if constexpr (std::same_as<Left, std::string>) {
    return Value(std::string(std::string_view(value)));
  } else if constexpr (std::unsigned_integral<V> && sizeof(V) == sizeof(std::uint64_t) &&
                       std::integral<Left>) {
    return Value::of_integer(checked_integer(value));
  } else if constexpr (std::floating_point<V> || std::floating_point<Left>) {
    return Value::of_real(checked_real(static_cast<double>(value)));
  } else if constexpr (std::integral<Left>) {
    return Value::of_integer(static_cast<std::int64_t>(value));
  } else {
    return Value::of_blob(std::string(reinterpret_cast<const char*>(value.data()), value.size()));
  }
}

/// The same for a column of a user's class.
template <class T, class V>
Value base_parameter(const V& value, const StoredAs& as) {
  using Base = typename TypeTrait<T>::Base;
  const auto base = [&]() -> Base {
    try {
      const T converted = value;
      return TypeTrait<T>::to_base(converted);
    } catch (const std::exception& error) {
      not_compared(as, error);
    }
  };
  return parameter<Base>(base(), as);
}

}  // namespace detail
}  // namespace orm
