// Criteria of what a query reads beside the entity that it asks for.
#pragma once

#include <memory>

#include "orm/criteria.h"
#include "orm/query_spec.h"

namespace orm::sql {

/// The query with the criteria of what it joins, and of what the queries inside of it read: `spec`
/// itself, or `changed`, where there are any. Those of the entity asked for are the reader's
/// matter, unless it has a name of its own.
const detail::QuerySpec& with_criteria(const detail::QuerySpec& spec,
                                       const detail::Criteria& criteria,
                                       std::unique_ptr<detail::QuerySpec>& changed);
/// The same where there may be no criteria.
inline const detail::QuerySpec& with_criteria(const detail::QuerySpec& spec,
                                              const detail::Criteria* criteria,
                                              std::unique_ptr<detail::QuerySpec>& changed) {
  return criteria == nullptr ? spec : with_criteria(spec, *criteria, changed);
}

/// True when the entity asked for has a name of its own.
bool is_named(const detail::QuerySpec& spec);

}  // namespace orm::sql
