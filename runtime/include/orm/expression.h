// Typed expressions over columns: what a condition, an order or a result is made of.
//
// An expression is a flat list of tokens in postfix order, and its values apart from them. The
// tokens are the expression's shape: two queries that differ in values only have equal tokens, and
// so share one prepared statement without any SQL text being built.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "orm/fields.h"
#include "orm/parameter.h"
#include "orm/tokens.h"
#include "orm/value.h"

namespace orm {

struct EntityMapping;

/// Of an expression whose columns may be of any entities: whether the query reads them is known
/// when it runs.
struct AnyEntity {};
/// Of an expression without columns.
struct NoEntity {};
/// Of an expression over columns of `E` that is not NULL where an outer join finds no `E`, such as
/// a count.
template <class E>
struct Always {};

template <class T, class E = AnyEntity>
class Expr;

namespace detail {

/// `E` of an expression's tag.
template <class E>
struct EntityIn {
  using Type = E;
  static constexpr bool is_always = std::same_as<E, NoEntity>;
};
template <class E>
struct EntityIn<Always<E>> {
  using Type = E;
  static constexpr bool is_always = true;
};
template <class E>
struct AlwaysOf {
  using Type = Always<E>;
};
template <>
struct AlwaysOf<NoEntity> {
  using Type = NoEntity;
};
template <class E>
struct AlwaysOf<Always<E>> {
  using Type = Always<E>;
};

template <class E, class F>
struct BothEntitiesOf {
  using Left = typename EntityIn<E>::Type;
  using Right = typename EntityIn<F>::Type;
  using Both =
      std::conditional_t<std::same_as<Left, Right> || std::same_as<Right, NoEntity>, Left,
                         std::conditional_t<std::same_as<Left, NoEntity>, Right, AnyEntity>>;
  using Type = std::conditional_t<EntityIn<E>::is_always && EntityIn<F>::is_always,
                                  typename AlwaysOf<Both>::Type, Both>;
};
/// Whose the columns of two expressions are together.
template <class E, class F>
using BothEntities = typename BothEntitiesOf<E, F>::Type;

/// A condition that may be NULL, which is not true, will do as a condition.
template <class T, class E, class U, class F>
constexpr bool converts =
    (std::same_as<E, F> || std::same_as<E, AnyEntity> || std::same_as<F, NoEntity>) &&
    (std::same_as<T, U> || std::same_as<T, std::optional<U>> ||
     (std::same_as<T, bool> && std::same_as<U, std::optional<bool>>));

template <class E, class T>
void append_to(ExpressionData& data, const Column<E, T>& column) {
  data.push_name(Operator::Column, E::mapping, column.alias, column.position);
}
template <class E, class T>
ExpressionData data_of(const Column<E, T>& column) {
  ExpressionData data;
  append_to(data, column);
  return data;
}

template <class E, class T>
StoredAs stored_as(const Column<E, T>& column) {
  return {&E::mapping, static_cast<std::uint16_t>(column.position)};
}

/// What expressions of all types have.
class Untyped {
 public:
  explicit Untyped(ExpressionData&& data, StoredAs as) : data_(std::move(data)), as_(as) {}
  /// To be filled.
  explicit Untyped(StoredAs as) : as_(as) {}
  ExpressionData& to_fill() { return data_; }

  const ExpressionData& data() const& { return data_; }
  ExpressionData&& data() && { return std::move(data_); }
  const StoredAs& as() const { return as_; }

 private:
  ExpressionData data_;
  // How a value that stands beside it is stored.
  StoredAs as_;
};

inline void append_to(ExpressionData& data, const Untyped& expression) {
  data.append(expression.data());
}
inline void append_to(ExpressionData& data, Untyped&& expression) {
  data.append(std::move(expression).data());
}
inline ExpressionData data_of(const Untyped& expression) { return expression.data(); }
inline ExpressionData data_of(Untyped&& expression) { return std::move(expression).data(); }
inline StoredAs stored_as(const Untyped& expression) { return expression.as(); }

}  // namespace detail

/// An expression of the given C++ type, an optional where it can be NULL; `Expr<bool>` is a
/// condition. A value: it can be kept, copied and combined at run time. `E` is the entity whose
/// columns it has. It can be forgotten: an `Expr<bool>` takes conditions on all entities.
template <class T, class E>
class Expr : public detail::Untyped {
 public:
  using Type = T;
  using Entity = E;

  explicit Expr(detail::ExpressionData&& data, detail::StoredAs as = {})
      : Untyped(std::move(data), as) {}
  explicit Expr(detail::StoredAs as) : Untyped(as) {}

  template <class U, class F>
    requires(detail::converts<T, E, U, F> && !(std::same_as<T, U> && std::same_as<E, F>))
  Expr(Expr<U, F> other) : Untyped(std::move(other)) {}
  template <class U, class F>
    requires detail::converts<T, E, U, F>
  Expr(const Column<F, U>& column) : Untyped(detail::data_of(column), detail::stored_as(column)) {}
};

namespace detail {

template <class X>
struct OperandTraits : std::false_type {};
template <class X>
  requires requires { typename X::AsExpression; }
struct OperandTraits<X> : OperandTraits<typename X::AsExpression> {};
template <class E, class T>
struct OperandTraits<Column<E, T>> : std::true_type {
  using Type = T;
  using Entity = E;
};
template <class T, class E>
struct OperandTraits<Expr<T, E>> : std::true_type {
  using Type = T;
  using Entity = E;
};

}  // namespace detail

/// A column or an expression: what an operator of SQL has on one side at least.
template <class X>
concept Operand = detail::OperandTraits<std::remove_cvref_t<X>>::value;

namespace detail {

template <class X>
using TypeOf = typename OperandTraits<std::remove_cvref_t<X>>::Type;
template <class X>
using EntityOf = typename OperandTraits<std::remove_cvref_t<X>>::Entity;

/// What a value of the program is as an expression of its own.
template <class V>
struct ValueTypeOf {
  using Type = V;
};
template <std::integral V>
struct ValueTypeOf<V> {
  using Type = std::conditional_t<std::same_as<V, bool>, bool, std::int64_t>;
};
template <std::floating_point V>
struct ValueTypeOf<V> {
  using Type = double;
};
template <class V>
  requires std::convertible_to<V, std::string_view>
struct ValueTypeOf<V> {
  using Type = std::string;
};
template <class V>
struct ValueTypeOf<std::optional<V>> {
  using Type = std::optional<typename ValueTypeOf<V>::Type>;
};

template <class X>
struct SideOf {
  using Type = typename ValueTypeOf<std::decay_t<X>>::Type;
  using Entity = NoEntity;
};
template <Operand X>
struct SideOf<X> {
  using Type = TypeOf<X>;
  using Entity = EntityOf<X>;
};
/// The type of one side of an operator, an operand or a plain value, and whose columns it has.
template <class X>
using SideType = typename SideOf<std::remove_cvref_t<X>>::Type;
template <class X>
using SideEntity = typename SideOf<std::remove_cvref_t<X>>::Entity;

template <class X>
constexpr bool is_text = std::same_as<BaseOf<Plain<SideType<X>>>, std::string>;

template <class... Tags>
struct EntitiesIn {
  using Type = NoEntity;
};
template <class First, class... Rest>
struct EntitiesIn<First, Rest...> {
  using Type = BothEntities<First, typename EntitiesIn<Rest...>::Type>;
};
template <class... Sides>
using Entities = typename EntitiesIn<SideEntity<Sides>...>::Type;

template <class... Sides>
constexpr bool may_be_null = (OptionalOf<SideType<Sides>>::value || ...);
/// `T`, or an optional of it where one of the sides can be NULL, of which NULL comes.
template <class T, class... Sides>
using NullIfAny = std::conditional_t<may_be_null<Sides...>, std::optional<T>, T>;

/// A value that a prepared query is given later (orm/prepared.h).
template <class X>
concept LaterValue = Operand<X> && requires { typename std::remove_cvref_t<X>::Given; };

/// Appends one side of an operator; a plain value as a parameter of type `T`, stored like the other
/// side.
template <class T, class X>
void append_side(ExpressionData& data, X&& side, const StoredAs& as) {
  if constexpr (LaterValue<X>) {
    data.append(side.stored_as(as));
  } else if constexpr (Operand<X>) {
    append_to(data, std::forward<X>(side));
  } else {
    data.push_value(parameter<T>(side, as));
  }
}

/// How a plain value among the sides is stored: as the first of them that says so.
template <class X>
StoredAs stored_as_side(const X& side) {
  if constexpr (Operand<X>) {
    return stored_as(side);
  } else {
    return {};
  }
}
template <class L, class R>
StoredAs stored_as_both(const L& left, const R& right) {
  if constexpr (!Operand<R>) {
    return stored_as_side(left);
  } else if constexpr (!Operand<L>) {
    return stored_as(right);
  } else {
    const StoredAs as = stored_as(left);
    return as.entity != nullptr ? as : stored_as(right);
  }
}

template <class X>
constexpr bool is_column = false;
template <class E, class T>
constexpr bool is_column<Column<E, T>> = true;

/// `left op right`, of which `Result` comes. `T` is what plain values become.
template <class Result, class T, class L, class R>
Expr<Result, Entities<L, R>> binary(L&& left, Operator op, R&& right, const StoredAs& as,
                                    const StoredAs& result = {}) {
  Expr<Result, Entities<L, R>> expression(result);
  ExpressionData& data = expression.to_fill();
  if constexpr (is_column<std::remove_cvref_t<L>> && !Operand<R>) {
    data.push_comparison(op, std::remove_cvref_t<L>::Entity::mapping, left.alias, left.position,
                         parameter<T>(right, as));
  } else {
    append_side<T>(data, std::forward<L>(left), as);
    append_side<T>(data, std::forward<R>(right), as);
    data.push(op, 2);
  }
  return expression;
}

}  // namespace detail
}  // namespace orm
