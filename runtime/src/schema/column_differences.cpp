#include "schema/column_differences.h"

#include <fmt/format.h>

#include <algorithm>

#include "schema/column_types.h"
#include "sql/quote.h"
#include "sql/schema.h"

namespace orm::schema {
namespace {

using Kind = SchemaDifference::Kind;

std::string_view shown_type(const Column& column) {
  return column.declared_type.empty() ? "without a type" : std::string_view(column.declared_type);
}

// Appends what is different about one column that both sides have.
class ColumnComparison {
 public:
  ColumnComparison(const Declaration& declared, const Column& expected, const Table& table,
                   const Column& found, std::vector<Difference>& result)
      : declared_(declared), expected_(expected), table_(table), found_(found), result_(result) {}

  void compare_type() {
    const auto mapping =
        std::find_if(declared_.columns.begin(), declared_.columns.end(),
                     [&](const ColumnMapping& column) { return expected_.name == column.name; });
    if (mapping == declared_.columns.end() || suits(found_.declared_type, *mapping)) return;
    add(Kind::ColumnType, "is {}, the schema says {}", shown_type(found_), shown_type(expected_));
  }
  void compare_null() {
    // A rowid is never NULL, whatever the table says.
    if (is_rowid(declared_.table, expected_) || is_rowid(table_, found_)) return;
    if (expected_.is_required == found_.is_required) return;
    add(Kind::Nullability, "{}",
        found_.is_required ? "is NOT NULL, the schema allows NULL"
                           : "allows NULL, the schema says NOT NULL");
  }
  // New rows get their defaults from the program, so that only SET DEFAULT uses the database's.
  void compare_default() {
    const std::string_view expected = without_parentheses(expected_.default_value);
    const std::string_view found = without_parentheses(found_.default_value);
    // A default that the schema does not count on is the database's own affair.
    if (expected == found || (expected.empty() && !is_set_to_default())) return;
    const std::string there = found.empty() ? "no default" : fmt::format("the default {}", found);
    add(Kind::Default, "has {}{}, the schema says {}", there,
        is_set_to_default() ? " for SET DEFAULT" : "", expected.empty() ? "NULL" : expected);
  }
  void compare_key() {
    if (is_in_key(expected_) == is_in_key(found_)) return;
    add(Kind::PrimaryKey, "{}",
        is_in_key(found_) ? "is part of the primary key, in the schema it is not"
                          : "is not part of the primary key, in the schema it is");
  }
  void compare_computed() {
    if (expected_.is_computed == found_.is_computed) return;
    add(Kind::ComputedColumn, "{}",
        found_.is_computed ? "is computed by the database, in the schema it is not"
                           : "is stored, the schema says that the database computes it");
  }
  void compare_numbering() {
    if (!is_rowid(declared_.table, expected_) || table_.has_generated_key) return;
    if (!is_in_key(found_)) return;
    add(Kind::GeneratedKey,
        "is {}, which the database does not number; the schema says INTEGER PRIMARY KEY",
        shown_type(found_));
  }

 private:
  static std::string_view without_parentheses(std::string_view sql) {
    while (sql.starts_with('(') && sql.ends_with(')')) sql = sql.substr(1, sql.size() - 2);
    return sql;
  }
  bool is_set_to_default() const {
    const auto& keys = declared_.table.foreign_keys;
    return std::any_of(keys.begin(), keys.end(), [this](const ForeignKey& key) {
      const bool is_part =
          std::find(key.columns.begin(), key.columns.end(), expected_.name) != key.columns.end();
      return is_part && (key.on_delete == "SET DEFAULT" || key.on_update == "SET DEFAULT");
    });
  }
  static bool is_in_key(const Column& column) { return column.key_position > 0; }
  static bool is_rowid(const Table& table, const Column& column) {
    return table.has_generated_key && is_in_key(column);
  }

  template <class... Args>
  void add(Kind kind, fmt::format_string<Args...> text, Args&&... args) {
    result_.push_back({kind, fmt::format("column {} ", sql::quote_identifier(found_.name)) +
                                 fmt::format(text, std::forward<Args>(args)...)});
  }

  const Declaration& declared_;
  const Column& expected_;
  const Table& table_;
  const Column& found_;
  std::vector<Difference>& result_;
};

void add_unknown_column(const Column& column, std::vector<Difference>& result) {
  const bool needs_a_value =
      column.is_required && column.default_value.empty() && !column.is_computed;
  std::string text =
      fmt::format("column {} is not in the schema", sql::quote_identifier(column.name));
  if (needs_a_value) text += ", and a new row needs a value for it (NOT NULL, no default)";
  result.push_back({Kind::ExtraColumn, std::move(text), needs_a_value});
}

}  // namespace

void add_column_differences(const Declaration& declared, const Table& found,
                            std::vector<Difference>& result) {
  for (const Column& column : declared.table.columns) {
    const Column* other = find(found.columns, column.name);
    if (other == nullptr) {
      result.push_back({Kind::MissingColumn,
                        fmt::format("column {} is missing", sql::quote_identifier(column.name))});
      continue;
    }
    ColumnComparison comparison(declared, column, found, *other, result);
    comparison.compare_type();
    comparison.compare_null();
    comparison.compare_default();
    comparison.compare_key();
    comparison.compare_computed();
    comparison.compare_numbering();
  }
  for (const Column& column : found.columns) {
    const bool is_known = find(declared.table.columns, column.name) != nullptr;
    if (!is_known) add_unknown_column(column, result);
  }
}

}  // namespace orm::schema
