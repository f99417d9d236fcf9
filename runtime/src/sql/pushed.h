// Statements whose rows are given to a function.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sql/select.h"

namespace orm::sql {

/// True for a select of all objects of an entity in the order of its key, a single integer. Its
/// pushed form reads them so, as far as SQLite keeps rows in that order, and promises nothing.
bool is_all_by_key(const Select& select);

/// The select with its columns as the arguments of `function`, an aggregate function of at most so
/// many; empty where it has a limit, groups, an order other than the above, or anything else that
/// is not just rows.
std::string pushed_text(const Select& select, std::string_view function, std::size_t most_columns);

}  // namespace orm::sql
