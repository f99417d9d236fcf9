#include "sql/look_up.h"

#include "sql/expression.h"
#include "sql/quote.h"
#include "sql/schema.h"

namespace orm::sql {

namespace {

// Without the plus a parameter would be a column, and texts would not equal numbers as they do
// where it is none.
std::string look_up(const EntityMapping& target, std::uint64_t read,
                    std::span<const std::uint16_t> columns, std::string_view source) {
  const std::string table = quote_identifier(target.table);
  const std::string function(source);
  const auto name_of = [&](std::uint16_t column) {
    return table + "." + quote_identifier(target.columns[column].name);
  };
  std::string sql = "SELECT " + columns_text(target, table, read) + ", " + name_of(columns[0]) +
                    " FROM " + function + "(?1) LEFT JOIN " + table + " ON ";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) sql += " AND ";
    sql += name_of(columns[i]) + " = +" + function + ".v" + std::to_string(i + 1);
  }
  return sql;
}

// With other conditions, or in another order, SQLite may have much to do behind the last row that
// is wanted.
bool is_by_one_value(const Select& select) {
  using detail::Operator;
  if (!is_just_rows(select) || !select.joins.empty() || select.keys.count > 0) return false;
  if (has_tokens(select.order) || has_tokens(select.criteria) || !has_tokens(select.where)) {
    return false;
  }
  const auto& tokens = select.where->tokens;
  return tokens.size() == 3 && is_column_of(tokens[0], *select.entity) &&
         tokens[1].op == Operator::Parameter && tokens[2].op == Operator::Equal;
}

}  // namespace

std::string look_up_by_columns(const EntityMapping& target, std::span<const std::uint16_t> columns,
                               std::string_view source) {
  return look_up(target, 0, columns, source);
}

std::string look_up_text(const Select& select, std::string_view source) {
  if (!is_by_one_value(select)) return {};
  const std::uint16_t column = select.where->tokens[0].column;
  return look_up(*select.entity, select.columns, {&column, 1}, source);
}

}  // namespace orm::sql
