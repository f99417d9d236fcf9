// How a query loads relationships: `options(orm::joinedload(User::fields.posts))`.
#pragma once

#include <concepts>
#include <cstdint>
#include <utility>
#include <vector>

#include "orm/fields.h"

namespace orm {

struct EntityMapping;

namespace detail {

enum class LoadStrategy : std::uint8_t { Joined };

/// One relationship of a path, and how it is loaded.
struct LoadStep {
  const EntityMapping* owner;
  std::uint16_t relationship;
  LoadStrategy strategy;
};

}  // namespace detail

/// A path of relationships from entity `From` to entity `To`. Steps are chained:
/// `joinedload(User::fields.posts).joinedload(Post::fields.tags)`.
template <class From, class To>
class LoadPath {
 public:
  explicit LoadPath(std::vector<detail::LoadStep> steps) : steps_(std::move(steps)) {}

  template <class Owner, class Target>
  LoadPath<From, Target> joinedload(const ToManyField<Owner, Target>& field) && {
    return std::move(*this).template then<Owner, Target>(field.position);
  }
  template <class Owner, class Target>
  LoadPath<From, Target> joinedload(const ToOneField<Owner, Target>& field) && {
    return std::move(*this).template then<Owner, Target>(field.position);
  }

  const std::vector<detail::LoadStep>& steps() const { return steps_; }

 private:
  template <class Owner, class Target>
  LoadPath<From, Target> then(unsigned position) && {
    static_assert(
        std::same_as<Owner, To>,
        "the path does not chain: the relationship belongs to another entity than the one "
        "the path has reached");
    steps_.push_back(
        {&Owner::mapping, static_cast<std::uint16_t>(position), detail::LoadStrategy::Joined});
    return LoadPath<From, Target>(std::move(steps_));
  }

  std::vector<detail::LoadStep> steps_;
};

/// Loads the relationship in the query's own SELECT, by an outer join. Complete whatever the
/// query's conditions say: they apply to the entity that is asked for. Sticks to no object.
template <class Owner, class Target>
LoadPath<Owner, Target> joinedload(const ToManyField<Owner, Target>& field) {
  return LoadPath<Owner, Target>({{&Owner::mapping, static_cast<std::uint16_t>(field.position),
                                   detail::LoadStrategy::Joined}});
}
template <class Owner, class Target>
LoadPath<Owner, Target> joinedload(const ToOneField<Owner, Target>& field) {
  return LoadPath<Owner, Target>({{&Owner::mapping, static_cast<std::uint16_t>(field.position),
                                   detail::LoadStrategy::Joined}});
}

}  // namespace orm
