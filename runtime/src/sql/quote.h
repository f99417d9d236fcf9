// Names in SQL text. Values are never written into SQL; they are bound.
#pragma once

#include <string>
#include <string_view>

namespace orm::sql {

/// The name as a quoted identifier: `order` -> `"order"`, `a"b` -> `"a""b"`.
std::string quote_identifier(std::string_view name);
/// Appends the quoted identifier to `sql`.
void append_identifier(std::string& sql, std::string_view name);

}  // namespace orm::sql
