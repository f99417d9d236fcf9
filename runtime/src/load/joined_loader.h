// Reads the objects of a query, and the relationships that it loads by outer joins.
#pragma once

#include <cstdint>
#include <unordered_set>
#include <vector>

#include "load/context.h"
#include "load/entity_reader.h"
#include "load/list_fill.h"
#include "orm/query.h"
#include "sql/select.h"

namespace orm::load {

/// Runs the query and gives each of its objects to `take`, once, in the order of the rows.
void load_objects(Context& context, const detail::QuerySpec& spec, void* result,
                  detail::TakeObject take);

/// How many objects the query has.
std::int64_t count_objects(Context& context, const detail::QuerySpec& spec);

}  // namespace orm::load
