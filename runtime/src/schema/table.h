// A table as the database describes it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "db/connection.h"

namespace orm::schema {

struct Column {
  std::string name;
  std::string declared_type;
  bool is_required = false;
  /// As SQL; empty where there is none.
  std::string default_value;
  /// 1 for the first column of the primary key; 0 for a column that is not in it.
  std::int64_t key_position = 0;
  /// The database computes the value (GENERATED ALWAYS AS).
  bool is_computed = false;
};

/// An index over columns and all rows; those over expressions or some rows are left out.
struct Index {
  std::string name;
  std::vector<std::string> columns;
  bool is_unique = false;
};

struct ForeignKey {
  std::vector<std::string> columns;
  std::string target;
  std::vector<std::string> target_columns;
  /// `NO ACTION`, `CASCADE`, ...
  std::string on_delete;
  std::string on_update;
};

struct Table {
  /// In the order of the table.
  std::vector<Column> columns;
  /// In the order of the key.
  std::vector<std::string> key;
  /// The rows are numbered: the key is another name of the rowid.
  bool has_generated_key = false;
  /// Without that of the primary key.
  std::vector<Index> indexes;
  std::vector<ForeignKey> foreign_keys;
};

/// Null where there is no such column. Names are compared as SQLite compares them.
const Column* find(const std::vector<Column>& columns, std::string_view name);

/// Empty where there is no such table or view in the main database.
Table read_table(db::Connection& connection, std::string_view name);

/// What the database calls that name: "table", "view" or "index"; empty where it has no such name.
std::string kind_of(db::Connection& connection, std::string_view name);

}  // namespace orm::schema
