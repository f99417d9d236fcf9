#include "sql/write.h"

#include <algorithm>
#include <string_view>

#include "sql/key_list.h"
#include "sql/quote.h"
#include "sql/schema.h"

namespace orm::sql {

namespace {

std::string row_of(std::size_t columns) {
  std::string row = "(";
  for (std::size_t i = 0; i < columns; ++i) row += i == 0 ? "?" : ", ?";
  return row + ")";
}

// Names separated by `separator`, each followed by `suffix`.
class NameList {
 public:
  NameList(const char* separator, const char* suffix) : separator_(separator), suffix_(suffix) {}

  void add(const char* name) {
    if (count_++ > 0) text_ += separator_;
    append_identifier(text_, name);
    text_ += suffix_;
  }
  const std::string& text() const { return text_; }
  std::size_t count() const { return count_; }

 private:
  const char* separator_;
  const char* suffix_;
  std::string text_;
  std::size_t count_ = 0;
};

NameList columns_of(const EntityMapping& entity, ColumnSet columns, const char* separator,
                    const char* suffix) {
  NameList names(separator, suffix);
  for (unsigned i = 0; i < entity.columns.size(); ++i) {
    if (columns.contains(i)) names.add(entity.columns[i].name);
  }
  return names;
}

NameList columns_of(const LinkTableMapping& table, std::span<const std::uint16_t> columns,
                    const char* separator, const char* suffix) {
  NameList names(separator, suffix);
  for (const std::uint16_t column : columns) names.add(table.columns[column].name);
  return names;
}

std::string key_condition(const EntityMapping& entity) {
  NameList key(" AND ", " = ?");
  for (const std::uint16_t column : entity.key) key.add(entity.columns[column].name);
  return key.text();
}

std::string key_range(const EntityMapping& entity) {
  return quote_identifier(entity.columns[entity.key[0]].name) + " BETWEEN ? AND ?";
}

std::string insert_rows(const char* table, const NameList& names, std::size_t rows) {
  std::string sql = "INSERT INTO " + quote_identifier(table);
  sql += names.count() == 0 ? " DEFAULT VALUES" : " (" + names.text() + ") VALUES ";
  if (names.count() == 0) return sql;
  return repeat_row(sql + row_of(names.count()), names.count(), rows);
}

}  // namespace

std::string column_names(const EntityMapping& entity, std::span<const std::uint16_t> columns) {
  NameList names(", ", "");
  for (const std::uint16_t column : columns) names.add(entity.columns[column].name);
  return names.text();
}

std::string repeat_row(std::string insert_of_one, std::size_t columns, std::size_t rows) {
  const std::string row = ", " + row_of(columns);
  for (std::size_t i = 1; i < rows; ++i) insert_of_one += row;
  return insert_of_one;
}

std::string or_fail(std::string insert) {
  return insert.insert(std::string_view("INSERT").size(), " OR FAIL");
}

std::string insert_text(const EntityMapping& entity, ColumnSet columns, std::size_t rows) {
  return insert_rows(entity.table, columns_of(entity, columns, ", ", ""), rows);
}

std::string returning(std::string text, const EntityMapping& entity, ColumnSet columns) {
  const NameList names = columns_of(entity, columns, ", ", "");
  return names.count() == 0 ? text : std::move(text) + " RETURNING " + names.text();
}

std::string of_version(std::string text, const ColumnMapping& version) {
  return std::move(text) + " AND " + quote_identifier(version.name) + " = ?";
}

std::string update_text(const EntityMapping& entity, ColumnSet columns) {
  return "UPDATE " + quote_identifier(entity.table) + " SET " +
         columns_of(entity, columns, ", ", " = ?").text() + " WHERE " + key_condition(entity);
}

std::string update_together_text(const EntityMapping& entity, ColumnSet columns,
                                 const ColumnMapping* version, std::size_t rows) {
  const std::string table = quote_identifier(entity.table);
  const std::string values = is_same_name(entity.table, "changed") ? "changed_" : "changed";
  std::size_t place = 0;
  const auto next = [&] { return values + ".column" + std::to_string(++place); };
  std::string sets;
  for (unsigned i = 0; i < entity.columns.size(); ++i) {
    if (!columns.contains(i)) continue;
    sets += (sets.empty() ? "" : ", ") + quote_identifier(entity.columns[i].name) + " = " + next();
  }
  std::string where;
  const auto add = [&](const ColumnMapping& column) {
    where += (where.empty() ? "" : " AND ") + table + "." + quote_identifier(column.name) + " = " +
             next();
  };
  for (const std::uint16_t column : entity.key) add(entity.columns[column]);
  if (version != nullptr) add(*version);
  return "UPDATE OR FAIL " + table + " SET " + sets + " FROM (" +
         repeat_row("VALUES " + row_of(place), place, rows) + ") AS " + values + " WHERE " + where;
}

std::string update_range_text(const EntityMapping& entity, ColumnSet columns, std::size_t rows) {
  std::string value = " = CASE " + quote_identifier(entity.columns[entity.key[0]].name);
  for (std::size_t i = 0; i < rows; ++i) value += " WHEN ? THEN ?";
  value += " END";
  return "UPDATE OR FAIL " + quote_identifier(entity.table) + " SET " +
         columns_of(entity, columns, ", ", value.c_str()).text() + " WHERE " + key_range(entity);
}

std::string find_row_text(const EntityMapping& entity) {
  return "SELECT 1 FROM " + quote_identifier(entity.table) + " WHERE " + key_condition(entity);
}

std::string delete_text(const EntityMapping& entity, std::size_t keys) {
  const std::string table = quote_identifier(entity.table);
  return "DELETE FROM " + table + " WHERE " + key_list(table, entity.columns, entity.key, keys);
}

std::string delete_range_text(const EntityMapping& entity) {
  return "DELETE FROM " + quote_identifier(entity.table) + " WHERE " + key_range(entity);
}

std::vector<std::uint16_t> pair_columns(const LinkKeyMapping& left, const LinkKeyMapping& right) {
  std::vector<std::uint16_t> columns(left.columns.begin(), left.columns.end());
  for (const std::uint16_t column : right.columns) {
    if (std::find(columns.begin(), columns.end(), column) == columns.end()) {
      columns.push_back(column);
    }
  }
  return columns;
}

std::string insert_pairs_text(const LinkTableMapping& table, std::span<const std::uint16_t> columns,
                              std::size_t rows) {
  return insert_rows(table.table, columns_of(table, columns, ", ", ""), rows);
}

std::string delete_pair_text(const LinkTableMapping& table,
                             std::span<const std::uint16_t> columns) {
  return "DELETE FROM " + quote_identifier(table.table) + " WHERE " +
         columns_of(table, columns, " AND ", " = ?").text();
}

std::string delete_links_text(const LinkTableMapping& table, const LinkKeyMapping& key,
                              std::size_t keys) {
  const std::string name = quote_identifier(table.table);
  return "DELETE FROM " + name + " WHERE " + key_list(name, table.columns, key.columns, keys);
}

}  // namespace orm::sql
