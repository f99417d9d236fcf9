// Where a value comes from, in words.
#pragma once

#include <string>

#include "orm/row.h"

namespace orm::detail {

/// Raises DataError: the column holds `cell`, and the schema says `expected`.
[[noreturn]] void does_not_fit(const ValueView& cell, const ColumnPlace& place,
                               const std::string& expected);

}  // namespace orm::detail
