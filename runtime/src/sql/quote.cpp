#include "sql/quote.h"

namespace orm::sql {

void append_identifier(std::string& sql, std::string_view name) {
  sql += '"';
  for (const char character : name) {
    if (character == '"') sql += '"';
    sql += character;
  }
  sql += '"';
}

std::string quote_identifier(std::string_view name) {
  std::string quoted;
  quoted.reserve(name.size() + 2);
  append_identifier(quoted, name);
  return quoted;
}

}  // namespace orm::sql
