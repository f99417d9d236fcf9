// Reads the rows of a query for values, and the objects among them.
#pragma once

#include "load/context.h"
#include "orm/query_steps.h"

namespace orm::load {

/// Runs the query and gives each of its rows to `take`.
void load_rows(Context& context, const detail::QuerySpec& spec, void* result, detail::TakeRow take);

}  // namespace orm::load
