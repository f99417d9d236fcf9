// The columns of a table as the database describes them.
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
  bool is_in_key = false;
  /// The database computes the value (GENERATED ALWAYS AS).
  bool is_computed = false;
};

/// In the order of the table; empty where there is no such table or view.
std::vector<Column> read_columns(db::Connection& connection, std::string_view table);

/// How the columns `found` differ from the `expected` ones; one sentence for each difference.
std::vector<std::string> differences(const std::vector<Column>& expected,
                                     const std::vector<Column>& found);

}  // namespace orm::schema
