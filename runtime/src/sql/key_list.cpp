#include "sql/key_list.h"

#include <algorithm>
#include <bit>

#include "sql/quote.h"

namespace orm::sql {

namespace {

// `part, part, part`
std::string repeated(const std::string& part, std::size_t times) {
  std::string text;
  text.reserve(times * (part.size() + 2));
  for (std::size_t i = 0; i < times; ++i) {
    if (i > 0) text += ", ";
    text += part;
  }
  return text;
}

}  // namespace

std::size_t padded(std::size_t keys) { return std::min(std::bit_ceil(keys), most_keys); }

std::string key_list(const std::string& table, std::span<const ColumnMapping> columns,
                     std::span<const std::uint16_t> positions, std::size_t keys) {
  std::string names;
  for (const std::uint16_t position : positions) {
    if (!names.empty()) names += ", ";
    names += table + "." + quote_identifier(columns[position].name);
  }
  if (positions.size() == 1) return names + " IN (" + repeated("?", keys) + ")";
  const std::string key = "(" + repeated("?", positions.size()) + ")";
  // Without the SELECT, SQLite reads the whole table instead of an index.
  return "(" + names + ") IN (SELECT * FROM (VALUES " + repeated(key, keys) + "))";
}

}  // namespace orm::sql
