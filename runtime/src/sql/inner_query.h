// Queries as tokens inside of others.
#pragma once

#include "orm/query_spec.h"

namespace orm::detail {

void push_name(ExpressionData& data, Operator op, const char* name, std::size_t column = 0);

/// The entity asked for, where the query has no sources yet.
void push_own_source(QuerySpec& spec);

/// The query with all its columns, as something to read from.
ExpressionData source_query(const QuerySpec& spec);

}  // namespace orm::detail
