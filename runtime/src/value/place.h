// Where a value comes from, in words.
#pragma once

#include <string>

#include "orm/row.h"

namespace orm::detail {

/// Raises DataError: the column holds `cell`, and the schema says `expected`.
[[noreturn]] void does_not_fit(const ValueView& cell, const ColumnPlace& place,
                               const std::string& expected);

/// How the value is stored.
const ColumnMapping& column_mapping(const ColumnPlace& place);

/// A key is compared as the database has it, so it has to be stored as the session writes it.
/// Raises DataError where `cell`, of a column of some key, is another form of `written`.
void require_one_form(const ValueView& cell, const ValueView& written, const ColumnPlace& place);

}  // namespace orm::detail
