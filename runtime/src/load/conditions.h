// What the objects that a statement reads have to be, by the criteria of their query or session.
#pragma once

#include "orm/criteria.h"
#include "orm/mapping.h"

namespace orm::load {

/// Null where there is no condition, or are no criteria.
inline const detail::ExpressionData* condition_on(const detail::Criteria* criteria,
                                                  const EntityMapping& entity) {
  return criteria == nullptr ? nullptr : criteria->find(entity);
}

/// The same for the targets of a relationship. What a foreign key that is not optional leads to is
/// never left out.
const detail::ExpressionData* condition_on_targets(const detail::Criteria* criteria,
                                                   const EntityMapping& owner,
                                                   const RelationshipMapping& relationship);

}  // namespace orm::load
