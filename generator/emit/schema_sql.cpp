#include "emit/schema_sql.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <variant>

#include "emit/text.h"

namespace ormgen {
namespace {

using emitting::join;

std::string in_quotes(std::string_view identifier) {
  std::string out = "\"";
  for (const char c : identifier) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string column_list(const model::Table& table, const std::vector<model::ColumnIndex>& columns) {
  std::vector<std::string> names;
  names.reserve(columns.size());
  for (const model::ColumnIndex column : columns) {
    names.push_back(in_quotes(table.columns[column].column_name));
  }
  return join(names, ", ");
}

// A decimal that is a number in SQLite, which is exact to 15 digits.
bool is_number(const model::Column& column) {
  return column.digits && column.digits->precision <= 15;
}

std::string_view storage_type(const model::Model& model, const model::Column& column) {
  if (column.enumeration) {
    return model.enumeration(*column.enumeration).storage ? "INTEGER" : "TEXT";
  }
  const model::ScalarType type = column.type;
  if (type == model::ScalarType::Bool || model::is_integer(type)) return "INTEGER";
  if (model::is_floating(type)) return "REAL";
  if (is_number(column)) return "NUMERIC";
  const bool is_blob = type == model::ScalarType::Bytes || type == model::ScalarType::Uuid;
  return is_blob ? "BLOB" : "TEXT";
}

std::string_view words_for(model::ForeignKeyAction action) {
  switch (action) {
    case model::ForeignKeyAction::NoAction:
      return "";
    case model::ForeignKeyAction::Restrict:
      return "RESTRICT";
    case model::ForeignKeyAction::Cascade:
      return "CASCADE";
    case model::ForeignKeyAction::SetNull:
      return "SET NULL";
    case model::ForeignKeyAction::SetDefault:
      return "SET DEFAULT";
  }
  return "";
}

// A comment at the end would take the parenthesis with it.
std::string in_parentheses(const std::string& sql) {
  const bool has_comment = sql.find("--") != std::string::npos;
  return fmt::format("({}{})", sql, has_comment ? "\n" : "");
}

std::string check_clause(const std::string& sql) { return "CHECK " + in_parentheses(sql); }

std::string with_zero_bytes(std::string_view value) {
  std::string digits;
  for (const char c : value) digits += fmt::format("{:02X}", static_cast<unsigned char>(c));
  return fmt::format("(CAST(X'{}' AS TEXT))", digits);
}

std::string text_literal(std::string_view value) {
  std::string out = "'";
  for (const char c : value) {
    // A literal, and the whole statement, would end here.
    if (c == '\0') return with_zero_bytes(value);
    if (c == '\'') out += c;
    out += c;
  }
  return out + '\'';
}

std::string uuid_literal(std::string_view value) {
  std::string digits(value);
  std::erase(digits, '-');
  return fmt::format("X'{}'", digits);
}

std::string enumerator_literal(const model::Enum& enumeration, std::size_t index) {
  const model::Enumerator& enumerator = enumeration.enumerators[index];
  return enumeration.storage ? fmt::format("{}", enumerator.number) : text_literal(enumerator.text);
}

// The default of a column as an SQL literal.
struct DefaultLiteral {
  const model::Model& model;
  const model::Column& column;

  std::string operator()(bool value) const { return value ? "1" : "0"; }
  std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
  std::string operator()(double value) const { return fmt::format("{}", value); }
  std::string operator()(const std::string& value) const {
    if (is_number(column)) return value;
    if (column.type == model::ScalarType::Uuid) return uuid_literal(value);
    return text_literal(value);
  }
  // The schema has been checked for it: a key that is set to its default has a literal one.
  std::string operator()(model::DefaultFunction) const { return "NULL"; }
  std::string operator()(model::EnumeratorIndex index) const {
    return enumerator_literal(model.enumeration(*column.enumeration), index.value);
  }
};

// Objects are made with their defaults by the program. The database has to know those that it sets
// itself: when the row that a `set default` key refers to goes or gets another key.
std::string default_clause(const model::Model& model, const model::Table& table,
                           model::ColumnIndex index) {
  const model::Column& column = table.columns[index];
  const bool is_set_by_database = std::any_of(
      column.foreign_keys.begin(), column.foreign_keys.end(), [&](model::ForeignKeyIndex key) {
        using enum model::ForeignKeyAction;
        const model::ForeignKey& foreign_key = table.foreign_keys[key];
        return foreign_key.on_delete == SetDefault || foreign_key.on_update == SetDefault;
      });
  if (!column.server_default.empty()) return " DEFAULT " + in_parentheses(column.server_default);
  if (!is_set_by_database || !column.default_value) return "";
  return " DEFAULT " + std::visit(DefaultLiteral{model, column}, *column.default_value);
}

std::string references(const model::Model& model, const model::ForeignKey& key) {
  const model::Entity& target = model.entity(key.target);
  std::string out = fmt::format(" REFERENCES {} ({})", in_quotes(target.table_name),
                                column_list(target, key.target_columns));
  const std::string_view on_delete = words_for(key.on_delete);
  const std::string_view on_update = words_for(key.on_update);
  if (!on_delete.empty()) out += fmt::format(" ON DELETE {}", on_delete);
  if (!on_update.empty()) out += fmt::format(" ON UPDATE {}", on_update);
  return out;
}

// `'reader', 'author'`
std::string stored_values(const model::Enum& enumeration) {
  std::vector<std::string> values;
  values.reserve(enumeration.enumerators.size());
  for (std::size_t i = 0; i < enumeration.enumerators.size(); ++i) {
    values.push_back(enumerator_literal(enumeration, i));
  }
  return join(values, ", ");
}

// SQLite checks no types, so what a column can hold is said by CHECK.
std::string type_check(const model::Model& model, const model::Column& column) {
  const std::string name = in_quotes(column.column_name);
  if (column.enumeration) {
    return fmt::format(" CHECK ({} IN ({}))", name,
                       stored_values(model.enumeration(*column.enumeration)));
  }
  if (column.type == model::ScalarType::Bool) return fmt::format(" CHECK ({} IN (0, 1))", name);
  if (column.type == model::ScalarType::Json) {
    // NULL is no valid JSON to SQLite before 3.45.
    const std::string or_null = column.is_nullable ? name + " IS NULL OR " : "";
    return fmt::format(" CHECK ({}json_valid({}))", or_null, name);
  }
  if (!column.length) return "";
  return fmt::format(" CHECK (length({}) <= {})", name, *column.length);
}

// A unique set that says nothing but the column's own `unique`.
bool is_plain(const model::Table& table, const model::Unique& unique) {
  if (unique.columns.size() != 1) return false;
  const std::string& column = table.columns[unique.columns.front()].column_name;
  return unique.name == fmt::format("uq_{}_{}", table.table_name, column);
}

std::string computed_clause(const model::Column& column) {
  if (!column.computed) return "";
  return fmt::format(" GENERATED ALWAYS AS {} {}", in_parentheses(column.computed->sql),
                     column.computed->is_persisted ? "STORED" : "VIRTUAL");
}

std::string column_definition(const model::Model& model, const model::Table& table,
                              model::ColumnIndex index) {
  const model::Column& column = table.columns[index];
  std::string out =
      fmt::format("{} {}", in_quotes(column.column_name), storage_type(model, column));
  const std::string check = column.check.empty() ? "" : " " + check_clause(column.check);
  if (column.is_autoincrement) {
    out += column.is_strict_autoincrement ? " PRIMARY KEY AUTOINCREMENT" : " PRIMARY KEY";
    return out + check;
  }
  out += computed_clause(column);
  if (!column.collation.empty()) out += " COLLATE " + in_quotes(column.collation);
  if (!column.is_nullable) out += " NOT NULL";
  out += default_clause(model, table, index);
  const bool is_unique =
      std::any_of(table.uniques.begin(), table.uniques.end(), [&](const model::Unique& unique) {
        return is_plain(table, unique) && unique.columns.front() == index;
      });
  if (is_unique) out += " UNIQUE";
  out += type_check(model, column);
  out += check;
  for (const model::ForeignKey& key : table.foreign_keys) {
    if (key.columns.size() == 1 && key.columns.front() == index) out += references(model, key);
  }
  return out;
}

void add_table_constraints(const model::Model& model, const model::Table& table,
                           std::vector<std::string>& lines) {
  if (!table.primary_key.empty() && !has_generated_key(table)) {
    lines.push_back(fmt::format("PRIMARY KEY ({})", column_list(table, table.primary_key)));
  }
  for (const model::Unique& unique : table.uniques) {
    if (is_plain(table, unique)) continue;
    lines.push_back(fmt::format("CONSTRAINT {} UNIQUE ({})", in_quotes(unique.name),
                                column_list(table, unique.columns)));
  }
  for (const model::ForeignKey& key : table.foreign_keys) {
    if (key.columns.size() == 1) continue;
    lines.push_back(
        fmt::format("FOREIGN KEY ({}){}", column_list(table, key.columns), references(model, key)));
  }
  for (const model::Check& check : table.checks) {
    const std::string name =
        check.name ? fmt::format("CONSTRAINT {} ", in_quotes(*check.name)) : "";
    lines.push_back(name + check_clause(check.sql));
  }
}

std::string create_index(const model::Table& table, const model::Index& index) {
  std::vector<std::string> columns;
  for (const model::IndexColumn& column : index.columns) {
    columns.push_back(column.column ? in_quotes(table.columns[*column.column].column_name)
                                    : column.expression);
    if (column.is_descending) columns.back() += " DESC";
  }
  return fmt::format("CREATE INDEX {} ON {} ({}){}", in_quotes(index.name),
                     in_quotes(table.table_name), join(columns, ", "),
                     index.where.empty() ? "" : " WHERE " + index.where);
}

// As orm::deferred_columns: a session knows of the columns behind the first ones only together
// whether they have been read.
bool is_left_out(const model::Entity& entity, std::size_t column) {
  constexpr std::size_t first_shared = 63;
  if (column < first_shared) return entity.columns[column].is_deferred;
  return std::all_of(entity.columns.begin() + first_shared, entity.columns.end(),
                     [](const model::Column& each) { return each.is_deferred; });
}

// `"a" = ? AND "b" = ?`
std::string key_condition(const model::Entity& entity) {
  std::vector<std::string> terms;
  terms.reserve(entity.primary_key.size());
  for (const model::ColumnIndex column : entity.primary_key) {
    terms.push_back(in_quotes(entity.columns[column].column_name) + " = ?");
  }
  return join(terms, " AND ");
}

}  // namespace

bool has_generated_key(const model::Table& table) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [](const model::Column& column) { return column.is_autoincrement; });
}

std::string create_table(const model::Model& model, const model::Table& table) {
  std::vector<std::string> lines;
  lines.reserve(table.columns.size());
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    lines.push_back(column_definition(model, table, i));
  }
  add_table_constraints(model, table, lines);
  return fmt::format("CREATE TABLE {} (\n  {}\n)", in_quotes(table.table_name),
                     join(lines, ",\n  "));
}

std::vector<std::string> create_indexes(const model::Table& table) {
  std::vector<std::string> statements;
  statements.reserve(table.indexes.size());
  for (const model::Index& index : table.indexes) statements.push_back(create_index(table, index));
  return statements;
}

std::string select_by_key(const model::Entity& entity) {
  std::vector<std::string> columns;
  columns.reserve(entity.columns.size());
  for (std::size_t i = 0; i < entity.columns.size(); ++i) {
    if (!is_left_out(entity, i)) columns.push_back(in_quotes(entity.columns[i].column_name));
  }
  return fmt::format("SELECT {} FROM {} WHERE {}", join(columns, ", "),
                     in_quotes(entity.table_name), key_condition(entity));
}

std::string insert(const model::Entity& entity) {
  std::vector<std::string> columns;
  std::vector<std::string> filled;
  for (const model::Column& column : entity.columns) {
    if (column.computed || !column.server_default.empty()) {
      filled.push_back(in_quotes(column.column_name));
    } else if (!column.is_autoincrement) {
      columns.push_back(in_quotes(column.column_name));
    }
  }
  const std::string table = in_quotes(entity.table_name);
  const std::string returning = filled.empty() ? "" : " RETURNING " + join(filled, ", ");
  if (columns.empty()) return fmt::format("INSERT INTO {} DEFAULT VALUES{}", table, returning);
  const std::vector<std::string> places(columns.size(), "?");
  return fmt::format("INSERT INTO {} ({}) VALUES ({}){}", table, join(columns, ", "),
                     join(places, ", "), returning);
}

std::string delete_by_key(const model::Entity& entity) {
  std::string sql =
      fmt::format("DELETE FROM {} WHERE {}", in_quotes(entity.table_name), key_condition(entity));
  for (const model::Column& column : entity.columns) {
    if (column.is_version) sql += fmt::format(" AND {} = ?", in_quotes(column.column_name));
  }
  return sql;
}

std::string create_script(const model::Model& model) {
  std::vector<std::string> tables;
  for (const model::TableRef& ref : model.create_order) {
    const model::Table& table = model.table(ref);
    std::string statements = create_table(model, table) + ";\n";
    for (const std::string& index : create_indexes(table)) statements += index + ";\n";
    tables.push_back(std::move(statements));
  }
  return join(tables, "\n");
}

std::string drop_script(const model::Model& model) {
  std::string out;
  for (auto ref = model.create_order.rbegin(); ref != model.create_order.rend(); ++ref) {
    out += fmt::format("DROP TABLE IF EXISTS {};\n", in_quotes(model.table(*ref).table_name));
  }
  return out;
}

}  // namespace ormgen
