// How a query loads relationships and columns: `options(orm::joinedload(User::fields.posts))`.
#pragma once

#include <concepts>
#include <cstdint>
#include <utility>
#include <vector>

#include "orm/fields.h"

namespace orm {

struct EntityMapping;

namespace detail {

/// How a relationship is loaded, or, from LoadOnly on, what becomes of a column.
enum class LoadStrategy : std::uint8_t {
  Joined,
  Selectin,
  Immediate,
  Lazy,
  Adaptive,
  Raise,
  Contained,
  LoadOnly,
  Defer,
  Undefer
};

/// A relationship of a path, or a column of the entity that the path has reached.
struct LoadStep {
  const EntityMapping* owner;
  /// Of the relationship, or of the column, in `owner`.
  std::uint16_t position;
  LoadStrategy strategy;
  /// Levels to be read behind the first one; -1 for all.
  std::int32_t recursion = 0;
  /// Of `Contained`: the occurrence of the target in the query.
  const char* alias = nullptr;
};

template <class Field>
LoadStep load_step(const Field& field, LoadStrategy strategy) {
  return {&Field::Entity::mapping, static_cast<std::uint16_t>(field.position), strategy};
}

/// See SteppedPath::recursion_depth.
void set_recursion(LoadStep& step, int levels);

}  // namespace detail

/// A column of some entity: `User::fields.name`.
template <class Field>
concept ColumnField = std::same_as<Field, Column<typename Field::Entity, typename Field::Type>>;

/// A relationship of some entity: `User::fields.posts`.
template <class Field>
concept RelationshipField =
    std::same_as<Field, ToManyField<typename Field::Entity, typename Field::Target>> ||
    std::same_as<Field, ToOneField<typename Field::Entity, typename Field::Target>>;

/// The end of a path that starts at entity `From`. Nothing can be chained to a relationship which
/// the query does not load.
template <class From>
class LoadEnd {
 public:
  explicit LoadEnd(std::vector<detail::LoadStep> steps) : steps_(std::move(steps)) {}

  const std::vector<detail::LoadStep>& steps() const { return steps_; }

 protected:
  std::vector<detail::LoadStep> steps_;
};

template <class From, class Owner, class To>
class SteppedPath;

/// A path of relationships from entity `From` to entity `To`. Steps are chained:
/// `joinedload(User::fields.posts).selectinload(Post::fields.tags)`; each of them means what the
/// function of its name does.
template <class From, class To>
class LoadPath : public LoadEnd<From> {
 public:
  using LoadEnd<From>::LoadEnd;

  template <RelationshipField Field>
  SteppedPath<From, To, typename Field::Target> joinedload(const Field& field) && {
    return then<SteppedPath<From, To, typename Field::Target>>(field, detail::LoadStrategy::Joined);
  }
  template <RelationshipField Field>
  SteppedPath<From, To, typename Field::Target> selectinload(const Field& field) && {
    return then<SteppedPath<From, To, typename Field::Target>>(field,
                                                               detail::LoadStrategy::Selectin);
  }
  template <RelationshipField Field>
  SteppedPath<From, To, typename Field::Target> immediateload(const Field& field) && {
    return then<SteppedPath<From, To, typename Field::Target>>(field,
                                                               detail::LoadStrategy::Immediate);
  }
  template <RelationshipField Field>
  SteppedPath<From, To, typename Field::Target> contains_eager(
      const Field& field, const typename Field::Target::Fields& target = Field::Target::fields) && {
    auto path =
        then<SteppedPath<From, To, typename Field::Target>>(field, detail::LoadStrategy::Contained);
    path.name_target(target.alias);
    return path;
  }
  template <RelationshipField Field>
  LoadEnd<From> lazyload(const Field& field) && {
    return then<LoadEnd<From>>(field, detail::LoadStrategy::Lazy);
  }
  template <RelationshipField Field>
  LoadEnd<From> adaptiveload(const Field& field) && {
    return then<LoadEnd<From>>(field, detail::LoadStrategy::Adaptive);
  }
  template <RelationshipField Field>
  LoadEnd<From> raiseload(const Field& field) && {
    return then<LoadEnd<From>>(field, detail::LoadStrategy::Raise);
  }

  // Of the columns of `To`.
  template <ColumnField... Columns>
  LoadPath load_only(const Columns&... columns) && {
    static_assert(sizeof...(Columns) > 0, "load_only() takes the columns that are to be read");
    return about(detail::LoadStrategy::LoadOnly, columns...);
  }
  template <ColumnField... Columns>
  LoadPath defer(const Columns&... columns) && {
    return about(detail::LoadStrategy::Defer, columns...);
  }
  template <ColumnField... Columns>
  LoadPath undefer(const Columns&... columns) && {
    return about(detail::LoadStrategy::Undefer, columns...);
  }

 private:
  template <class... Columns>
  LoadPath about(detail::LoadStrategy strategy, const Columns&... columns) {
    static_assert((std::same_as<typename Columns::Entity, To> && ...),
                  "the column belongs to another entity than the one the path has reached");
    (this->steps_.push_back(detail::load_step(columns, strategy)), ...);
    return LoadPath(std::move(this->steps_));
  }
  template <class Path, class Field>
  Path then(const Field& field, detail::LoadStrategy strategy) {
    static_assert(
        std::same_as<typename Field::Entity, To>,
        "the path does not chain: the relationship belongs to another entity than the one "
        "the path has reached");
    this->steps_.push_back(detail::load_step(field, strategy));
    return Path(std::move(this->steps_));
  }
};

/// A path whose last step is a relationship of entity `Owner`.
template <class From, class Owner, class To>
class SteppedPath : public LoadPath<From, To> {
 public:
  using LoadPath<From, To>::LoadPath;

  /// For contains_eager.
  void name_target(const char* alias) { this->steps_.back().alias = alias; }

  /// Reads a relationship that leads to its own entity so many levels further down, in the same
  /// way, or with -1 to the end. As in SQLAlchemy the first level is not counted, and one statement
  /// more finds that there is nothing below the last one. What has been met is not followed again.
  /// Raises InvalidRequestError for 0 and other negative numbers, and behind `joinedload`, which
  /// reads no levels by themselves.
  LoadPath<From, To> recursion_depth(int levels) && {
    static_assert(std::same_as<Owner, To>,
                  "recursion_depth() needs a relationship that leads to its own entity, as in a "
                  "tree");
    detail::set_recursion(this->steps_.back(), levels);
    return LoadPath<From, To>(std::move(this->steps_));
  }
};

/// Loads the relationship in the query's own SELECT, by an outer join. Complete whatever the
/// query's conditions say: they apply to the entity that is asked for. Of several options for one
/// relationship the last one counts. Whichever option is used, what is loaded already stays.
template <RelationshipField Field>
SteppedPath<typename Field::Entity, typename Field::Entity, typename Field::Target> joinedload(
    const Field& field) {
  return SteppedPath<typename Field::Entity, typename Field::Entity, typename Field::Target>(
      {detail::load_step(field, detail::LoadStrategy::Joined)});
}

/// Loads the relationship of all objects together, by one more SELECT for each 500 of them. Of a
/// to-one relationship whose targets the session has nothing is asked.
template <RelationshipField Field>
SteppedPath<typename Field::Entity, typename Field::Entity, typename Field::Target> selectinload(
    const Field& field) {
  return SteppedPath<typename Field::Entity, typename Field::Entity, typename Field::Target>(
      {detail::load_step(field, detail::LoadStrategy::Selectin)});
}

/// Loads the relationship of each object by a SELECT of its own, before the query returns.
template <RelationshipField Field>
SteppedPath<typename Field::Entity, typename Field::Entity, typename Field::Target> immediateload(
    const Field& field) {
  return SteppedPath<typename Field::Entity, typename Field::Entity, typename Field::Target>(
      {detail::load_step(field, detail::LoadStrategy::Immediate)});
}

/// Fills the relationship from what the query itself joins, by the occurrence's name where it has
/// one. Only what the rows have is in it, so conditions on the joined entity make a part of a
/// collection look like the whole:
///
///     session.query<User>()
///         .join(User::fields.posts)
///         .filter(Post::fields.hidden == false)
///         .options(orm::contains_eager(User::fields.posts))
///
/// The query raises InvalidRequestError where it does not join the target, and where it has a limit
/// or an offset, whose rows may end within a collection. As SQLAlchemy's option of that name.
template <RelationshipField Field>
SteppedPath<typename Field::Entity, typename Field::Entity, typename Field::Target> contains_eager(
    const Field& field, const typename Field::Target::Fields& target = Field::Target::fields) {
  detail::LoadStep step = detail::load_step(field, detail::LoadStrategy::Contained);
  step.alias = target.alias;
  return SteppedPath<typename Field::Entity, typename Field::Entity, typename Field::Target>(
      {step});
}

/// Loads the relationship at its first use, one SELECT for each object, whatever the schema says.
template <RelationshipField Field>
LoadEnd<typename Field::Entity> lazyload(const Field& field) {
  return LoadEnd<typename Field::Entity>({detail::load_step(field, detail::LoadStrategy::Lazy)});
}

/// Loads the relationship at its first use, for one object at first, then for twice as many objects
/// of the query's result at each further use that finds it missing, up to 500. What a relationship
/// does whose schema and query say nothing.
template <RelationshipField Field>
LoadEnd<typename Field::Entity> adaptiveload(const Field& field) {
  return LoadEnd<typename Field::Entity>(
      {detail::load_step(field, detail::LoadStrategy::Adaptive)});
}

/// Makes the first use of the relationship raise LazyLoadError where it is not loaded. Sticks to
/// the objects that the query reads, and to no others.
template <RelationshipField Field>
LoadEnd<typename Field::Entity> raiseload(const Field& field) {
  return LoadEnd<typename Field::Entity>({detail::load_step(field, detail::LoadStrategy::Raise)});
}

/// Reads these columns and leaves out all others, which are read when they are used: together, and
/// for more and more objects of the query's result at each use that finds them missing, up to 500.
/// Always read are the primary key, the columns of foreign keys and of `version_id`, and what the
/// entity's own relationships are found by. Columns that the session has already stay. Of several
/// options for one column the last one counts; an object that has expired is read as the schema
/// says. What a query leaves out cannot be read without a session: DetachedError.
template <ColumnField First, ColumnField... Others>
LoadPath<typename First::Entity, typename First::Entity> load_only(const First& first,
                                                                   const Others&... others) {
  using Entity = typename First::Entity;
  return LoadPath<Entity, Entity>(std::vector<detail::LoadStep>()).load_only(first, others...);
}

/// Leaves these columns out, as load_only does with all others.
template <ColumnField First, ColumnField... Others>
LoadPath<typename First::Entity, typename First::Entity> defer(const First& first,
                                                               const Others&... others) {
  using Entity = typename First::Entity;
  return LoadPath<Entity, Entity>(std::vector<detail::LoadStep>()).defer(first, others...);
}

/// Reads these columns, which are `deferred` in the schema, or which another option left out.
template <ColumnField First, ColumnField... Others>
LoadPath<typename First::Entity, typename First::Entity> undefer(const First& first,
                                                                 const Others&... others) {
  using Entity = typename First::Entity;
  return LoadPath<Entity, Entity>(std::vector<detail::LoadStep>()).undefer(first, others...);
}

}  // namespace orm
