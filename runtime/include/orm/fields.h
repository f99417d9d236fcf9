// The names by which queries speak of columns and relationships: `User::fields.name`.
#pragma once

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

/// What all names of one occurrence of an entity share.
struct FieldsBase {
  const char* alias = nullptr;
};

}  // namespace orm
