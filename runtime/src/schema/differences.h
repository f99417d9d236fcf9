// How a table of the database differs from what the schema says.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "orm/mapping.h"
#include "orm/schema_difference.h"
#include "schema/table.h"

namespace orm::schema {

struct Difference {
  SchemaDifference::Kind kind;
  /// A clause to be put behind the table's name: `column "age" is missing`.
  std::string text;
  /// False for what is no obstacle to a program: a further column that may stay empty.
  bool is_obstacle = true;
};

/// What the schema says about a table: what its own CREATE statements make, and the types of its
/// columns.
struct Declaration {
  Table table;
  std::span<const ColumnMapping> columns;
};

/// Names are compared without case, and constraints and indexes without their names.
std::vector<Difference> differences(const Declaration& declared, const Table& found);

}  // namespace orm::schema
