// Conditions: `User::fields.name == "Ada" && User::fields.age >= 18`.
//
// Each side is a column or an expression, or, on one side, a value. As in SQL, a comparison with
// NULL is NULL, which is not true; its type says so.
#pragma once

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "orm/expression.h"

namespace orm {

namespace detail {

/// The side that says what a plain value on the other one becomes.
template <class L, class R>
using Leading = std::conditional_t<Operand<L>, L, R>;
template <class L, class R>
using Following = std::conditional_t<Operand<L>, R, L>;

template <class L, class R>
auto compare(L&& left, Operator op, R&& right) {
  using T = TypeOf<Leading<L, R>>;
  if constexpr (Operand<L> && Operand<R>) {
    static_assert(are_comparable<T, Plain<TypeOf<R>>>(),
                  "two columns of different kinds are compared, such as text with a number");
  } else {
    static_assert(are_comparable<T, Following<L, R>>(),
                  "a column is compared with a value of another kind, such as text with a number");
  }
  const StoredAs as = stored_as_both(left, right);
  return binary<NullIfAny<bool, L, R>, T>(std::forward<L>(left), op, std::forward<R>(right), as);
}

template <class X>
Expr<bool, EntityOf<X>> test_null(X&& operand, Operator op) {
  static_assert(OptionalOf<TypeOf<X>>::value, "a column that is never NULL is tested for NULL");
  ExpressionData data = data_of(std::forward<X>(operand));
  data.push(op, 1);
  return Expr<bool, EntityOf<X>>(std::move(data));
}

// NULL and an optional without a value ask for NULL.
template <class X, class V>
Expr<NullIfAny<bool, X>, EntityOf<X>> equal_to_value(X&& operand, const V& value, bool wanted) {
  const Operator null_test = wanted ? Operator::IsNull : Operator::IsNotNull;
  const Operator op = wanted ? Operator::Equal : Operator::NotEqual;
  if constexpr (NullLike<V>) {
    return test_null(std::forward<X>(operand), null_test);
  } else if constexpr (OptionalOf<V>::value) {
    if (!value.has_value()) return test_null(std::forward<X>(operand), null_test);
    return compare(std::forward<X>(operand), op, *value);
  } else {
    return compare(std::forward<X>(operand), op, value);
  }
}

template <class L, class R>
auto equal(L&& left, R&& right, bool wanted) {
  if constexpr (!Operand<R>) {
    return equal_to_value(std::forward<L>(left), right, wanted);
  } else if constexpr (!Operand<L>) {
    return equal_to_value(std::forward<R>(right), left, wanted);
  } else {
    return compare(std::forward<L>(left), wanted ? Operator::Equal : Operator::NotEqual,
                   std::forward<R>(right));
  }
}

}  // namespace detail

/// Something that is true or false, or NULL: a comparison, or a column of truth values.
template <class X>
concept Condition = Operand<X> && std::same_as<detail::Plain<detail::TypeOf<X>>, bool>;

/// `== std::nullopt`, or an optional without a value, asks IS NULL.
template <class L, class R>
  requires(Operand<L> || Operand<R>)
auto operator==(const L& left, const R& right) {
  return detail::equal(left, right, true);
}
/// As in SQL, `!=` with a value is not true for NULL.
template <class L, class R>
  requires(Operand<L> || Operand<R>)
auto operator!=(const L& left, const R& right) {
  return detail::equal(left, right, false);
}
template <class L, class R>
  requires(Operand<L> || Operand<R>)
auto operator<(L&& left, R&& right) {
  return detail::compare(std::forward<L>(left), detail::Operator::Less, std::forward<R>(right));
}
template <class L, class R>
  requires(Operand<L> || Operand<R>)
auto operator<=(L&& left, R&& right) {
  return detail::compare(std::forward<L>(left), detail::Operator::LessEqual,
                         std::forward<R>(right));
}
template <class L, class R>
  requires(Operand<L> || Operand<R>)
auto operator>(L&& left, R&& right) {
  return detail::compare(std::forward<L>(left), detail::Operator::Greater, std::forward<R>(right));
}
template <class L, class R>
  requires(Operand<L> || Operand<R>)
auto operator>=(L&& left, R&& right) {
  return detail::compare(std::forward<L>(left), detail::Operator::GreaterEqual,
                         std::forward<R>(right));
}

namespace detail {

template <class L, class R>
auto compare_with_null(L&& left, Operator op, R&& right) {
  using T = TypeOf<L>;
  static_assert(are_comparable<T, Plain<SideType<R>>>(),
                "two things of different kinds are compared, such as text with a number");
  const StoredAs as = stored_as_both(left, right);
  return binary<bool, T>(std::forward<L>(left), op, std::forward<R>(right), as);
}

}  // namespace detail

/// `==` for which two NULLs are the same, and NULL is different from all values: never NULL.
template <Operand L, class R>
auto is_not_distinct_from(L&& left, R&& right) {
  return detail::compare_with_null(std::forward<L>(left), detail::Operator::Is,
                                   std::forward<R>(right));
}
template <Operand L, class R>
auto is_distinct_from(L&& left, R&& right) {
  return detail::compare_with_null(std::forward<L>(left), detail::Operator::IsNot,
                                   std::forward<R>(right));
}

template <Condition L, Condition R>
auto operator&&(L&& left, R&& right) {
  return detail::binary<detail::NullIfAny<bool, L, R>, bool>(
      std::forward<L>(left), detail::Operator::And, std::forward<R>(right), {});
}
template <Condition L, Condition R>
auto operator||(L&& left, R&& right) {
  return detail::binary<detail::NullIfAny<bool, L, R>, bool>(
      std::forward<L>(left), detail::Operator::Or, std::forward<R>(right), {});
}
template <Condition X>
auto operator!(X&& condition) {
  detail::ExpressionData data = detail::data_of(std::forward<X>(condition));
  data.push(detail::Operator::Not, 1);
  return Expr<detail::TypeOf<X>, detail::EntityOf<X>>(std::move(data));
}

template <Operand X>
auto is_null(X&& operand) {
  return detail::test_null(std::forward<X>(operand), detail::Operator::IsNull);
}
template <Operand X>
auto is_not_null(X&& operand) {
  return detail::test_null(std::forward<X>(operand), detail::Operator::IsNotNull);
}

namespace detail {

template <class X>
Expr<NullIfAny<bool, X>, EntityOf<X>> match(X&& operand, Operator op, std::string pattern) {
  ExpressionData data = data_of(std::forward<X>(operand));
  data.push_value(Value(std::move(pattern)));
  data.push(op, 2);
  return Expr<NullIfAny<bool, X>, EntityOf<X>>(std::move(data));
}

/// The text with a backslash before what means something to LIKE.
std::string escape_pattern(std::string_view text);

}  // namespace detail

/// SQL's LIKE: `%` is any text, `_` any character; SQLite ignores the case of ASCII letters.
template <Operand X>
auto like(X&& text, std::string_view pattern) {
  static_assert(detail::is_text<X>, "like() needs a text column");
  return detail::match(std::forward<X>(text), detail::Operator::Like, std::string(pattern));
}
/// The same with a pattern that the database has, or that a prepared query is given.
template <Operand X, Operand P>
auto like(X&& text, P&& pattern) {
  static_assert(detail::is_text<X> && detail::is_text<P>, "like() needs a text column");
  return detail::binary<detail::NullIfAny<bool, X, P>, std::string>(
      std::forward<X>(text), detail::Operator::Like, std::forward<P>(pattern), {});
}
/// The same; as SQLAlchemy's `ilike`, which for other databases ignores the case that `like` heeds.
template <Operand X>
auto ilike(X&& text, std::string_view pattern) {
  return like(std::forward<X>(text), pattern);
}
/// Like `like`, for a text that is meant as it is: `%` and `_` are these characters.
template <Operand X>
auto starts_with(X&& text, std::string_view start) {
  static_assert(detail::is_text<X>, "starts_with() needs a text column");
  return detail::match(std::forward<X>(text), detail::Operator::LikeEscaped,
                       detail::escape_pattern(start) + "%");
}
template <Operand X>
auto ends_with(X&& text, std::string_view end) {
  static_assert(detail::is_text<X>, "ends_with() needs a text column");
  return detail::match(std::forward<X>(text), detail::Operator::LikeEscaped,
                       "%" + detail::escape_pattern(end));
}
template <Operand X>
auto contains(X&& text, std::string_view part) {
  static_assert(detail::is_text<X>, "contains() needs a text column");
  return detail::match(std::forward<X>(text), detail::Operator::LikeEscaped,
                       "%" + detail::escape_pattern(part) + "%");
}

/// Both ends belong to the range.
template <Operand X, class V, class W>
auto between(X&& operand, const V& least, const W& greatest) {
  using T = detail::TypeOf<X>;
  static_assert(detail::are_comparable<T, detail::Plain<detail::SideType<V>>>() &&
                    detail::are_comparable<T, detail::Plain<detail::SideType<W>>>(),
                "a column is compared with values of another kind, such as text with numbers");
  const detail::StoredAs as = detail::stored_as(operand);
  detail::ExpressionData data = detail::data_of(std::forward<X>(operand));
  detail::append_side<T>(data, least, as);
  detail::append_side<T>(data, greatest, as);
  data.push(detail::Operator::Between, 3);
  return Expr<detail::NullIfAny<bool, X, V, W>, detail::Entities<X, V, W>>(std::move(data));
}

namespace detail {

/// Of a list: its values, and what they are compared with. Raises InvalidRequestError for more than
/// a token can count.
std::size_t list_operands(std::size_t values);

template <class X, class Range>
Expr<NullIfAny<bool, X>, EntityOf<X>> in(X&& operand, Operator op, const Range& values) {
  const StoredAs as = stored_as(operand);
  ExpressionData data = data_of(std::forward<X>(operand));
  std::size_t count = 0;
  for (const auto& value : values) {
    static_assert(are_comparable<TypeOf<X>, decltype(value)>(),
                  "a column is compared with values of another kind, such as text with numbers");
    data.push_value(parameter<TypeOf<X>>(value, as));
    ++count;
  }
  data.push(op, list_operands(count));
  return Expr<NullIfAny<bool, X>, EntityOf<X>>(std::move(data));
}

}  // namespace detail

/// An empty range is never matched.
template <Operand X, class Range>
auto in_(X&& operand, const Range& values) {
  return detail::in(std::forward<X>(operand), detail::Operator::In, values);
}
template <Operand X, class V>
auto in_(X&& operand, std::initializer_list<V> values) {
  return detail::in(std::forward<X>(operand), detail::Operator::In, values);
}
template <Operand X, class Range>
auto not_in(X&& operand, const Range& values) {
  return detail::in(std::forward<X>(operand), detail::Operator::NotIn, values);
}
template <Operand X, class V>
auto not_in(X&& operand, std::initializer_list<V> values) {
  return detail::in(std::forward<X>(operand), detail::Operator::NotIn, values);
}

}  // namespace orm
