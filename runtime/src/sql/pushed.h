// Statements whose rows are given to a function.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sql/select.h"

namespace orm::sql {

/// How the objects of a select are ordered, as far as it can be told without SQL.
enum class KeyOrder : std::uint8_t { None, Ascending, Descending, Other };

/// None where it says nothing, and ascending or descending for one by the primary key, if that is a
/// single integer.
KeyOrder key_order(const Select& select);

/// The select without an order and with its columns as the arguments of `function`, an aggregate
/// function of at most so many; empty where it has a limit, groups, an order other than that of the
/// key, or anything else that is not just all rows.
std::string pushed_text(const Select& select, std::string_view function, std::size_t most_columns);

}  // namespace orm::sql
