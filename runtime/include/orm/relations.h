// Conditions on which objects are linked: `Post::fields.user == user`,
// `contains(User::fields.posts, post)`, `with_parent(user, User::fields.posts)`.
//
// They take the keys that the objects have when the condition is made, and read them first where
// they have expired. Each raises KeyNotKnown for an object whose key the database has yet to
// assign.
#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <type_traits>

#include "orm/expression.h"
#include "orm/loading.h"
#include "orm/ptr.h"
#include "orm/subqueries.h"

namespace orm {

namespace detail {

/// Whether the relationship leads to the object; to none where that is null.
ExpressionData leads_to(const Token& via, const Object* object);
/// Whether it leads to another one, or, unless the object is null, to none.
ExpressionData leads_elsewhere(const Token& via, const Object* object);
/// Whether the collection has the object.
ExpressionData has_member(const Token& via, const Object& object);
/// Whether an occurrence of its target is what the relationship of `owner` leads to.
ExpressionData is_target_of(const Object& owner, const Token& via, const char* target_alias);

template <class T, class U>
concept HandleOn = std::same_as<std::remove_const_t<U>, T>;

}  // namespace detail

template <class E, class T, detail::HandleOn<T> U>
auto operator==(const ToOneField<E, T>& field, const Ptr<U>& object) {
  return Expr<std::optional<bool>, E>(detail::leads_to(detail::via(field), object.object()));
}
template <class E, class T>
Expr<bool, E> operator==(const ToOneField<E, T>& field, std::nullptr_t) {
  return Expr<bool, E>(detail::leads_to(detail::via(field), nullptr));
}
template <class E, class T>
auto operator==(const ToOneField<E, T>& field, const T& object) {
  return Expr<std::optional<bool>, E>(detail::leads_to(detail::via(field), &object));
}
/// Also true for what leads nowhere. As SQLAlchemy's comparison, unlike that of columns.
template <class E, class T, detail::HandleOn<T> U>
auto operator!=(const ToOneField<E, T>& field, const Ptr<U>& object) {
  return Expr<bool, E>(detail::leads_elsewhere(detail::via(field), object.object()));
}
template <class E, class T>
Expr<bool, E> operator!=(const ToOneField<E, T>& field, std::nullptr_t) {
  return Expr<bool, E>(detail::leads_elsewhere(detail::via(field), nullptr));
}
template <class E, class T>
auto operator!=(const ToOneField<E, T>& field, const T& object) {
  return Expr<bool, E>(detail::leads_elsewhere(detail::via(field), &object));
}

/// Whether the collection has the object. Raises NullPtrError for a null Ptr.
template <class E, class T, detail::HandleOn<T> U>
auto contains(const ToManyField<E, T>& field, const Ptr<U>& object) {
  return Expr<std::optional<bool>, E>(detail::has_member(detail::via(field), *object));
}
template <class E, class T>
auto contains(const ToManyField<E, T>& field, const T& object) {
  return Expr<std::optional<bool>, E>(detail::has_member(detail::via(field), object));
}

/// Whether an object is one that the relationship of `owner` leads to; `target` is its occurrence
/// in the query.
///
///     session.query<Post>().filter(orm::with_parent(user, User::fields.posts))
///
/// Raises NullPtrError for a null Ptr. As SQLAlchemy's function of that name.
template <class U, RelationshipField Field>
auto with_parent(const Ptr<U>& owner, const Field& field,
                 const typename Field::Target::Fields& target = Field::Target::fields) {
  static_assert(detail::HandleOn<typename Field::Entity, U>,
                "with_parent() takes an object and a relationship of its entity");
  return Expr<std::optional<bool>, typename Field::Target>(
      detail::is_target_of(*owner, detail::via(field), target.alias));
}

}  // namespace orm
