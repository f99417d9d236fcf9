#include "ast/foreign_types.h"

#include <algorithm>
#include <array>

#include "source/ascii.h"

namespace ormgen::ast {
namespace {

struct ForeignType {
  // In lower case.
  std::string_view theirs;
  std::string_view ours;
};

constexpr auto types = std::to_array<ForeignType>({
    {"bigint", "int64"},
    {"biginteger", "int64"},
    {"bigserial", "int64"},
    {"binary", "bytes"},
    {"blob", "bytes"},
    {"boolean", "bool"},
    {"bytea", "bytes"},
    {"char", "string"},
    {"clob", "text"},
    {"currency", "decimal"},
    {"double", "float64"},
    {"float", "float64"},
    {"guid", "uuid"},
    {"int", "int64"},
    {"int2", "int16"},
    {"int4", "int32"},
    {"int8", "int64"},
    {"integer", "int64"},
    {"interval", "int64"},
    {"jsonb", "json"},
    {"largebinary", "bytes"},
    {"long", "int64"},
    {"longtext", "text"},
    {"mediumtext", "text"},
    {"money", "decimal"},
    {"nchar", "string"},
    {"number", "float64"},
    {"numeric", "decimal"},
    {"nvarchar", "string"},
    {"real", "float64"},
    {"serial", "int64"},
    {"short", "int16"},
    {"smallint", "int16"},
    {"smallinteger", "int16"},
    {"str", "string"},
    {"timestamp", "datetime"},
    {"timestamptz", "datetime"},
    {"tinyint", "int16"},
    {"tinytext", "text"},
    {"unicode", "string"},
    {"unicodetext", "text"},
    {"varbinary", "bytes"},
    {"varchar", "string"},
    {"bit", "bool"},
    {"bool", "bool"},
    {"bytes", "bytes"},
    {"date", "date"},
    {"datetime", "datetime"},
    {"decimal", "decimal"},
    {"json", "json"},
    {"string", "string"},
    {"text", "text"},
    {"time", "time"},
    {"uuid", "uuid"},
});

}  // namespace

std::string_view type_for_foreign(std::string_view word) {
  const auto is_same = [word](const ForeignType& type) {
    return std::equal(word.begin(), word.end(), type.theirs.begin(), type.theirs.end(),
                      [](char a, char b) { return to_lower(a) == b; });
  };
  const auto found = std::find_if(types.begin(), types.end(), is_same);
  return found == types.end() ? std::string_view() : found->ours;
}

}  // namespace ormgen::ast
