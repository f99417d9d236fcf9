// Statements and bound values as text for logs and errors.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "orm/value.h"

namespace orm::db {

/// `1`, `1.5`, `'Ada'`, `x'0aff'`, `NULL`. Long values are cut and end in `...`; the result has no
/// line break.
std::string format_value(const ValueView& value);

/// `[1, 'Ada', NULL]`, the first values only where there are many; `[3 values]` where they are to
/// be hidden; empty where there are none.
std::string format_values(std::span<const ValueView> values, bool hide_values);

/// The statement on one line, followed by its values.
std::string log_line(std::string_view sql, std::span<const ValueView> values, bool hide_values);

}  // namespace orm::db
