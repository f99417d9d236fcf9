// Conditions on every object of an entity that a query or a session reads, such as "not deleted".
#pragma once

#include <utility>
#include <vector>

#include "orm/expression.h"

namespace orm {

namespace detail {

/// What has to hold for the rows of some entities.
class Criteria {
 public:
  /// Further conditions of an entity have to hold, too.
  void add(const EntityMapping& entity, const ExpressionData& condition);
  /// Null where there are none.
  const ExpressionData* find(const EntityMapping& entity) const;

 private:
  std::vector<std::pair<const EntityMapping*, ExpressionData>> conditions_;
};

/// Raises InvalidRequestError for a column of another entity.
void require_columns_of(const EntityMapping& entity, const ExpressionData& condition);

}  // namespace detail

/// Made by with_loader_criteria.
class LoaderCriteria {
 public:
  LoaderCriteria(const EntityMapping& entity, detail::ExpressionData condition)
      : entity_(&entity), condition_(std::move(condition)) {
    detail::require_columns_of(entity, condition_);
  }

  const EntityMapping& entity() const { return *entity_; }
  const detail::ExpressionData& condition() const { return condition_; }

 private:
  const EntityMapping* entity_;
  detail::ExpressionData condition_;
};

/// Leaves out the objects of `T` for which the condition does not hold, wherever they would be
/// read: as what a query asks for, by a join, with a collection, at the first use of a
/// relationship, by `get`.
///
///     session.query<User>().options(orm::with_loader_criteria<Post>(Post::fields.hidden == false))
///
/// As an option of a query it sticks to the objects that the query reads: their relationships are
/// loaded in the same way later. In SessionOptions and EngineOptions it is about all that a session
/// reads; `without_criteria` of a query leaves these out.
///
/// Not asked are objects that the session has already, whose columns are read again, or which a
/// foreign key that is not optional leads to, for there is always one; nor what the session reads
/// in order to remove it along with something else. As SQLAlchemy's option of that name. Raises
/// InvalidRequestError for a column of another entity.
template <class T>
LoaderCriteria with_loader_criteria(Expr<bool> condition) {
  return LoaderCriteria(T::mapping, std::move(condition).data());
}

}  // namespace orm
