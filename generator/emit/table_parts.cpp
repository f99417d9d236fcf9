#include "emit/table_parts.h"

#include <fmt/format.h>

#include "emit/cpp_literals.h"
#include "emit/enums.h"
#include "emit/schema_sql.h"
#include "emit/text.h"

namespace ormgen::emitting {
namespace {

std::string_view enumerator(model::ScalarType type) {
  switch (type) {
    case model::ScalarType::Bool:
      return "Bool";
    case model::ScalarType::Int16:
      return "Int16";
    case model::ScalarType::Int32:
      return "Int32";
    case model::ScalarType::Int64:
      return "Int64";
    case model::ScalarType::Float32:
      return "Float32";
    case model::ScalarType::Float64:
      return "Float64";
    case model::ScalarType::String:
    case model::ScalarType::Text:
      return "Text";
    case model::ScalarType::Bytes:
      return "Bytes";
    case model::ScalarType::Decimal:
      return "Decimal";
    case model::ScalarType::Date:
      return "IsoDate";
    case model::ScalarType::Time:
      return "IsoTime";
    case model::ScalarType::DateTime:
      return "IsoDateTime";
    case model::ScalarType::Uuid:
      return "Uuid";
    case model::ScalarType::Json:
      return "Json";
    case model::ScalarType::Enum:
      return "Enum";
  }
  return "";
}

}  // namespace

std::string column_mapping(const model::Model& model, const model::Table& table,
                           const model::Column& column, std::string_view rest) {
  std::string out = fmt::format("{{.name = {}, .type = orm::ColumnType::{}",
                                string_literal(column.column_name), enumerator(column.type));
  if (column.is_nullable) out += ", .nullable = true";
  if (column.length) out += fmt::format(", .length = {}", *column.length);
  if (column.digits) {
    out += fmt::format(", .precision = {}, .scale = {}", column.digits->precision,
                       column.digits->scale);
  }
  if (column.enumeration) {
    out += fmt::format(", .enumeration = &{}", enum_table(model, table.file, *column.enumeration));
  }
  if (column.computed) out += ", .source = orm::ColumnSource::Computed";
  if (!column.server_default.empty()) out += ", .source = orm::ColumnSource::ServerDefault";
  if (column.is_version) out += ", .source = orm::ColumnSource::Version";
  if (column.on_update) out += ", .now_on_update = true";
  if (column.is_deferred) out += ", .deferred = true";
  return fmt::format("{}{}}},\n", out, rest);
}

std::string positions(const std::vector<std::size_t>& values) {
  return fmt::format("{}", fmt::join(values, ", "));
}

std::string index_list(const model::Table& table) {
  if (table.indexes.empty()) return "";
  std::vector<std::string> statements;
  for (const std::string& sql : create_indexes(table)) statements.push_back(sql_literal(sql));
  std::string lines;
  for_each_line(one_per_line(statements, "In the order of the schema."),
                [&](std::string_view line) { lines += fmt::format("    {}\n", line); });
  return fmt::format("const char* const indexes[] = {{\n{}}};\n", lines);
}

std::string one_per_line(const std::vector<std::string>& items, const std::string& note) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i == 1 && items.size() >= 5) out += "// " + note + "\n";
    out += items[i] + ",\n";
  }
  return out;
}

}  // namespace ormgen::emitting
