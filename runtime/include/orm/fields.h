// The names by which queries speak of columns and relationships: `User::fields.name`.
#pragma once

#include <string_view>
#include <utility>

namespace orm {

/// A column of entity `E` whose values are `T`; `std::optional` where it can be NULL.
template <class E, class T>
struct Column {
  using Entity = E;
  using Type = T;

  unsigned position;
  /// The name of the occurrence of `E` in the query; null for the plain table.
  const char* alias;
};

/// A relationship of `E` to many `T`.
template <class E, class T>
struct ToManyField {
  using Entity = E;
  using Target = T;

  unsigned position;
  const char* alias;
};

/// A relationship of `E` to at most one `T`.
template <class E, class T>
struct ToOneField {
  using Entity = E;
  using Target = T;

  unsigned position;
  const char* alias;
};

/// What all names of one occurrence of an entity share. They stand for the occurrence itself, too:
/// `join(Post::fields, ...)`, `select(User::fields)`.
template <class E>
struct FieldsOf {
  const char* alias = nullptr;
};

namespace detail {

template <class E>
struct TypeIs {
  using Type = E;
};
// Not a member of FieldsOf, whose name a column could have.
template <class E>
TypeIs<E> entity_of(const FieldsOf<E>& fields);
template <class X>
using OccurringEntity = typename decltype(entity_of(std::declval<const X&>()))::Type;
template <class E>
const char* alias_of(const FieldsOf<E>& fields) {
  return fields.alias;
}

/// The same characters for as long as the program runs. Raises InvalidRequestError for a name that
/// is empty or has a NUL.
const char* lasting_name(std::string_view name);

}  // namespace detail

/// All names of one occurrence: `User::fields`, or what `alias` makes.
template <class X>
concept Occurrence = requires { typename detail::OccurringEntity<X>; };

/// Another occurrence of an entity in a query, by its name in SQL:
///
///     const auto manager = orm::alias<Employee>("manager");
///     session.query<Employee>().join(Employee::fields.manager, manager)
///         .filter(manager.name == "Ada")
///
/// The name is kept for as long as the program runs. Raises InvalidRequestError for one that is
/// empty or has a NUL. As SQLAlchemy's `aliased`.
template <class E>
auto alias(std::string_view name) {
  return typename E::Fields{{detail::lasting_name(name)}};
}

}  // namespace orm
