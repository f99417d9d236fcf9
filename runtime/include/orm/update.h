// What Query::update sets: `update({orm::set(User::fields.name, "Ada")})`.
#pragma once

#include <concepts>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "orm/conditions.h"
#include "orm/expression.h"
#include "orm/sources.h"

namespace orm {

/// A column of `E` and what it becomes; made by orm::set.
template <class E>
class Assignment {
 public:
  Assignment(std::uint16_t column, detail::ExpressionData&& data)
      : column_(column), data_(std::move(data)) {}

  std::uint16_t column() const { return column_; }
  const detail::ExpressionData& data() const { return data_; }

 private:
  std::uint16_t column_;
  detail::ExpressionData data_;
};

/// What becomes of the objects whose rows an UPDATE has changed, or a DELETE deleted.
enum class Synchronize : std::uint8_t {
  /// They get the new values, or are deleted: the statement returns its rows, as SQLAlchemy's
  /// `fetch` where the database can do that.
  Returned,
  /// The conditions are worked out for the objects of the session, and those that satisfy them are
  /// read again at their next use, or are deleted. The statement returns nothing, which is better
  /// where many rows have few objects. For comparisons of columns and values, texts by their bytes,
  /// whatever their collation; InvalidRequestError is raised for other conditions. As SQLAlchemy's
  /// `evaluate`. An object that is not read far enough is read again.
  Evaluate,
  /// They keep what they have until they are read again. As SQLAlchemy's `False`.
  None
};

namespace detail {

template <class T, class V>
void require_assignable() {
  using Given = std::remove_cvref_t<V>;
  static_assert(are_comparable<T, Plain<SideType<Given>>>() || NullLike<Given>,
                "set() gives a column a value of another kind, such as a text to a number");
  static_assert(!NullLike<Given> || OptionalOf<T>::value,
                "set() gives NULL to a column that cannot be NULL");
  static_assert(!OptionalOf<SideType<Given>>::value || OptionalOf<T>::value,
                "set() gives a column that cannot be NULL what may be NULL; orm::func::coalesce() "
                "says what it is instead");
  static_assert(!(std::integral<Plain<T>> && std::floating_point<Plain<SideType<Given>>>),
                "set() gives a column of whole numbers a real one; orm::cast<std::int64_t>() makes "
                "one of it");
}

}  // namespace detail

/// `column` becomes `value`: a value, or an expression over columns of the entity.
template <class E, class T, class V>
Assignment<E> set(const Column<E, T>& column, const V& value) {
  detail::require_assignable<T, V>();
  detail::ExpressionData data;
  if constexpr (detail::NullLike<V>) {
    data.push_value(Value());
  } else {
    if constexpr (Operand<V>) {
      static_assert(detail::reads<Sources<E>, detail::EntityOf<V>>(),
                    "set() takes an expression over columns of the same entity");
    }
    detail::append_side<T>(data, value, detail::stored_as(column));
  }
  return Assignment<E>(static_cast<std::uint16_t>(column.position), std::move(data));
}

}  // namespace orm
