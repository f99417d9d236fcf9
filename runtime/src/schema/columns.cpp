#include "schema/columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sql/quote.h"
#include "sql/schema.h"

namespace orm::schema {
namespace {

constexpr std::string_view select_columns =
    R"(SELECT name, type, "notnull", pk, hidden FROM pragma_table_xinfo(?, 'main') ORDER BY cid)";

const Column* find(const std::vector<Column>& columns, std::string_view name) {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& column) {
    return sql::is_same_name(column.name, name);
  });
  return found == columns.end() ? nullptr : &*found;
}

// Both store whole numbers the same way.
std::string_view type_class(const Column& column) {
  const std::string_view affinity = sql::type_affinity(column.declared_type);
  return affinity == "NUMERIC" ? "INTEGER" : affinity;
}

std::string_view shown_type(const Column& column) {
  return column.declared_type.empty() ? "without a type" : std::string_view(column.declared_type);
}

// Only a key of exactly this type, and alone, is numbered by the database.
bool is_numbered(const Column& column, const std::vector<Column>& columns) {
  const auto keys = std::count_if(columns.begin(), columns.end(),
                                  [](const Column& other) { return other.is_in_key; });
  return column.is_in_key && keys == 1 && sql::is_same_name(column.declared_type, "INTEGER");
}

// Appends what is different about one column that both sides have.
class ColumnComparison {
 public:
  ColumnComparison(const Column& expected, const Column& found, std::vector<std::string>& result)
      : expected_(expected), found_(found), result_(result) {}

  void compare_type() {
    if (type_class(expected_) == type_class(found_)) return;
    add("is {}, the schema says {}", shown_type(found_), shown_type(expected_));
  }
  void compare_null() {
    if (expected_.is_required == found_.is_required) return;
    add(found_.is_required ? "is NOT NULL, the schema allows NULL"
                           : "allows NULL, the schema says NOT NULL");
  }
  void compare_key() {
    if (expected_.is_in_key == found_.is_in_key) return;
    add(found_.is_in_key ? "is part of the primary key, in the schema it is not"
                         : "is not part of the primary key, in the schema it is");
  }
  void compare_computed() {
    if (expected_.is_computed == found_.is_computed) return;
    add(found_.is_computed ? "is computed by the database, in the schema it is not"
                           : "is stored, the schema says that the database computes it");
  }
  void compare_numbering(bool expected, bool found) {
    if (!expected || found || !found_.is_in_key) return;
    add("is {}, which the database does not number; the schema says INTEGER PRIMARY KEY",
        shown_type(found_));
  }

 private:
  template <class... Args>
  void add(fmt::format_string<Args...> text, Args&&... args) {
    result_.push_back(fmt::format("column {} ", sql::quote_identifier(found_.name)) +
                      fmt::format(text, std::forward<Args>(args)...));
  }
  void add(const char* text) {
    result_.push_back(fmt::format("column {} {}", sql::quote_identifier(found_.name), text));
  }

  const Column& expected_;
  const Column& found_;
  std::vector<std::string>& result_;
};

}  // namespace

std::vector<Column> read_columns(db::Connection& connection, std::string_view table) {
  auto statement =
      db::acquire(connection, select_columns, [] { return std::string(select_columns); });
  const ValueView name = ValueView::of_text(table);
  statement->bind({&name, 1});
  std::vector<Column> columns;
  std::array<ValueView, 5> cells;
  while (statement->step()) {
    statement->read(0, cells);
    columns.push_back({.name = std::string(cells[0].bytes()),
                       .declared_type = std::string(cells[1].bytes()),
                       .is_required = cells[2].integer != 0,
                       .is_in_key = cells[3].integer != 0,
                       .is_computed = cells[4].integer != 0});
  }
  return columns;
}

std::vector<std::string> differences(const std::vector<Column>& expected,
                                     const std::vector<Column>& found) {
  std::vector<std::string> result;
  for (const Column& column : expected) {
    const Column* other = find(found, column.name);
    if (other == nullptr) {
      result.push_back(fmt::format("column {} is missing", sql::quote_identifier(column.name)));
      continue;
    }
    ColumnComparison comparison(column, *other, result);
    comparison.compare_type();
    comparison.compare_null();
    comparison.compare_key();
    comparison.compare_computed();
    comparison.compare_numbering(is_numbered(column, expected), is_numbered(*other, found));
  }
  for (const Column& column : found) {
    if (find(expected, column.name) != nullptr) continue;
    result.push_back(
        fmt::format("column {} is not in the schema", sql::quote_identifier(column.name)));
  }
  return result;
}

}  // namespace orm::schema
