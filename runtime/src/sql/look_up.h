// Statements for rows that are looked up again and again.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "orm/mapping.h"
#include "sql/select.h"

namespace orm::sql {

/// All rows of `target`, in the columns that are not deferred, whose columns equal the parameters,
/// which are the columns v1, v2... of `source`, a table-valued function of one parameter. Behind
/// the others the rows have a column that is NULL where there is no such row.
std::string look_up_by_columns(const EntityMapping& target, std::span<const std::uint16_t> columns,
                               std::string_view source);

/// A select of the rows whose column equals a value, in the same way and without its limit; empty
/// for any other select.
std::string look_up_text(const Select& select, std::string_view source);

}  // namespace orm::sql
