#include "load/conditions.h"

#include <algorithm>

namespace orm::load {

const detail::ExpressionData* condition_on_targets(const detail::Criteria* criteria,
                                                   const EntityMapping& owner,
                                                   const RelationshipMapping& relationship) {
  const detail::ExpressionData* condition = condition_on(criteria, *relationship.target);
  if (condition == nullptr || relationship.kind != RelationshipKind::ManyToOne) return condition;
  const ForeignKeyMapping& key = owner.foreign_keys[relationship.key];
  const bool is_optional =
      std::any_of(key.columns.begin(), key.columns.end(),
                  [&owner](std::uint16_t column) { return owner.columns[column].nullable; });
  return is_optional ? condition : nullptr;
}

}  // namespace orm::load
