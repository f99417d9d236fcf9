// Columns whose values are of a class of the user: `type Money = decimal(12, 2) as "shop::Money"
// include "shop/money.hpp";`
#pragma once

#include <concepts>
#include <optional>
#include <type_traits>
#include <utility>

namespace orm {

/// How values of `T` are stored: as those of another type, the one that the schema's named type
/// stands for (`orm::Decimal` for `decimal(12, 2)`). Specialised beside `T`, in the header that the
/// schema includes:
///
///   template <>
///   struct orm::TypeTrait<shop::Money> {
///     using Base = orm::Decimal;
///     static Base to_base(const shop::Money& money);
///     static shop::Money from_base(const Base& amount);
///   };
///
/// `T` can be copied, and made without arguments. An exception of `to_base` or `from_base` becomes
/// the cause of a DataError that names table, column and key. Two values are the same for the
/// session when their bases are equal.
template <class T>
struct TypeTrait {};

namespace detail {

template <class T>
struct OptionalOf : std::false_type {
  using Inner = T;
};
template <class T>
struct OptionalOf<std::optional<T>> : std::true_type {
  using Inner = T;
};
template <class T>
using Plain = typename OptionalOf<T>::Inner;

template <class T>
concept HasTypeTrait = requires(const T& value, const typename TypeTrait<T>::Base& base) {
  { TypeTrait<T>::to_base(value) } -> std::convertible_to<typename TypeTrait<T>::Base>;
  { TypeTrait<T>::from_base(base) } -> std::convertible_to<T>;
};

template <class T>
struct BaseOfColumn {
  using Type = T;
};
template <HasTypeTrait T>
struct BaseOfColumn<T> {
  using Type = typename TypeTrait<T>::Base;
};
/// What values of `T` are stored as: `T` itself, unless it is a class of the user.
template <class T>
using BaseOf = typename BaseOfColumn<T>::Type;

}  // namespace detail

/// A value of the user's class made of what is stored; defaults of a schema are made with it.
template <class T, class Base>
T from_base(const Base& base) {
  return TypeTrait<T>::from_base(base);
}

/// What an object keeps of such a column: the value, and the base that it is stored as, so that
/// conversions happen once, where the value comes in. `T` is the user's class or an optional of it.
template <class T, class Base>
class Converted {
  using Value = detail::Plain<T>;
  static_assert(
      detail::HasTypeTrait<Value>,
      "the class of a column needs a specialisation of orm::TypeTrait, in the header that "
      "the schema includes: template <> struct orm::TypeTrait<T> { using Base = ...; "
      "static Base to_base(const T&); static T from_base(const Base&); };");
  static_assert(
      std::same_as<typename TypeTrait<Value>::Base, Base>,
      "the Base of an orm::TypeTrait has to be the type in C++ of what the schema's named "
      "type stands for, such as orm::Decimal for decimal(12, 2)");
  static_assert(std::default_initializable<Value> && std::copyable<Value>,
                "the class of a column has to be made without arguments, and copied");

 public:
  using Stored = std::conditional_t<detail::OptionalOf<T>::value, std::optional<Base>, Base>;

  Converted() = default;
  explicit Converted(T value) : value_(std::move(value)) {
    if constexpr (!detail::OptionalOf<T>::value) {
      stored_ = TypeTrait<Value>::to_base(value_);
    } else if (value_.has_value()) {
      stored_ = TypeTrait<Value>::to_base(*value_);
    }
  }
  static Converted of_stored(Stored stored) {
    Converted made;
    made.stored_ = std::move(stored);
    if constexpr (!detail::OptionalOf<T>::value) {
      made.value_ = TypeTrait<Value>::from_base(made.stored_);
    } else if (made.stored_.has_value()) {
      made.value_.emplace(TypeTrait<Value>::from_base(*made.stored_));
    }
    return made;
  }

  const T& value() const { return value_; }
  const Stored& stored() const { return stored_; }

  friend bool operator==(const Converted& left, const Converted& right) {
    return left.stored_ == right.stored_;
  }

 private:
  T value_{};
  Stored stored_{};
};

}  // namespace orm
