// A database beside a schema, table by table.
#pragma once

#include <span>
#include <vector>

#include "db/engine_core.h"
#include "schema/differences.h"

namespace orm::schema {

/// An entity's table or a link table: for the database there is no difference.
struct DeclaredTable {
  const char* name;
  const char* create;
  std::span<const char* const> create_indexes;
  std::span<const ColumnMapping> columns;
};

/// In the order in which they can be created.
std::vector<DeclaredTable> declared_tables(const Registry& registry);

/// Compares tables of one database with what the schema says. What that means the database itself
/// is asked for, by creating each table in memory. Works within the caller's transaction.
class Comparison {
 public:
  explicit Comparison(db::Connection& connection);

  /// Every difference; empty when the table is as the schema says.
  std::vector<Difference> of(const DeclaredTable& table);

 private:
  Table create(const DeclaredTable& table);

  db::Connection& connection_;
  db::ConnectionLease scratch_;
};

}  // namespace orm::schema
