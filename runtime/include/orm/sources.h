// What a query reads, as types: `Sources<User, Maybe<Post>>` after `outerjoin(User::fields.posts)`.
#pragma once

#include <concepts>
#include <optional>
#include <type_traits>

#include "orm/conditions.h"
#include "orm/expression.h"
#include "orm/fields.h"
#include "orm/loading.h"

namespace orm {

/// An entity that an outer join may not find.
template <class E>
struct Maybe {};

/// The entities that a query reads, in the order in which it joins them.
template <class... Entities>
struct Sources {
  /// With one more.
  template <class E>
  using And = Sources<Entities..., E>;

  template <class E>
  static constexpr bool has_always = (std::same_as<Entities, E> || ...);
  template <class E>
  static constexpr bool has_maybe = (std::same_as<Entities, Maybe<E>> || ...);
};

namespace detail {

template <class E>
struct MaybeOf : std::false_type {};
template <class E>
struct MaybeOf<Maybe<E>> : std::true_type {};

template <class From>
struct SourceFacts;
template <class... Entities>
struct SourceFacts<Sources<Entities...>> {
  static constexpr bool has_outer = (MaybeOf<Entities>::value || ...);
};

/// Whether a query that reads `From` can evaluate an expression over columns of `E`.
template <class From, class E>
constexpr bool reads() {
  using Entity = typename EntityIn<E>::Type;
  return std::same_as<Entity, AnyEntity> || std::same_as<Entity, NoEntity> ||
         From::template has_always<Entity> || From::template has_maybe<Entity>;
}

/// Whether an outer join can make an expression over columns of `E` NULL.
template <class From, class E>
constexpr bool may_be_absent() {
  if constexpr (EntityIn<E>::is_always) {
    return false;
  } else if constexpr (std::same_as<E, AnyEntity>) {
    return SourceFacts<From>::has_outer;
  } else {
    return From::template has_maybe<E> && !From::template has_always<E>;
  }
}

/// The type of an expression in a row.
template <class From, class X>
using InRow = std::conditional_t<may_be_absent<From, SideEntity<X>>(),
                                 std::optional<Plain<SideType<X>>>, SideType<X>>;

}  // namespace detail
}  // namespace orm
