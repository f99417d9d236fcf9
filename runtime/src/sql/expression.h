// From tokens to SQL text.
#pragma once

#include <string>

#include "orm/expression.h"

namespace orm::sql {

/// Where columns of a query are found: `qualifier` is the quoted name that stands before a column
/// of the entity asked for.
struct Scope {
  const EntityMapping* entity;
  std::string qualifier;
};

/// All conditions, joined by AND. `where` is not empty.
/// Raises InvalidRequestError for a column of an entity that the query does not read.
std::string condition_text(const detail::ExpressionData& where, const Scope& scope);

/// The orderings, separated by commas. `order` is not empty.
std::string ordering_text(const detail::ExpressionData& order, const Scope& scope);

}  // namespace orm::sql
