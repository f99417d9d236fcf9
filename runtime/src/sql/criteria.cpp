#include "orm/criteria.h"

#include <string>

#include "orm/error.h"
#include "orm/mapping.h"

namespace orm::detail {

void Criteria::add(const EntityMapping& entity, const ExpressionData& condition) {
  for (auto& [known, conditions] : conditions_) {
    if (known == &entity) return conditions.append(condition);
  }
  conditions_.emplace_back(&entity, condition);
}

const ExpressionData* Criteria::find(const EntityMapping& entity) const {
  for (const auto& [known, conditions] : conditions_) {
    if (known == &entity) return &conditions;
  }
  return nullptr;
}

void require_columns_of(const EntityMapping& entity, const ExpressionData& condition) {
  for (const Token& token : condition.tokens) {
    if (token.op != Operator::Column || token.entity == &entity) continue;
    throw InvalidRequestError(std::string("with_loader_criteria for ") + entity.name +
                              " names a column of " + token.entity->name +
                              "; a condition is about the columns of its own entity");
  }
}

}  // namespace orm::detail
