#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <vector>

#include "orm/engine.h"
#include "orm/mapping.h"
#include "schema/comparison.h"
#include "schema/write_transaction.h"
#include "sql/quote.h"
#include "sql/schema.h"

namespace orm {
namespace {

using Kind = SchemaDifference::Kind;

bool is_for_us_to_create(const schema::Difference& difference) {
  return difference.kind == Kind::MissingTable || difference.kind == Kind::MissingIndex;
}

// Empty when the table is as the schema says, or can be made so.
std::string mismatch(const schema::DeclaredTable& table, schema::Comparison& comparison) {
  std::vector<std::string> found;
  bool is_table = true;
  for (schema::Difference& difference : comparison.of(table)) {
    if (is_for_us_to_create(difference)) continue;
    is_table = difference.kind != Kind::NotATable;
    found.push_back(std::move(difference.text));
  }
  if (found.empty()) return {};
  const std::string name = sql::quote_identifier(table.name);
  return is_table ? fmt::format("table {} exists and differs: {}", name, fmt::join(found, "; "))
                  : fmt::format("{} exists and {}", name, found.front());
}

void check_existing(const std::vector<schema::DeclaredTable>& tables, db::Connection& connection) {
  schema::Comparison comparison(connection);
  std::vector<std::string> mismatches;
  for (const schema::DeclaredTable& table : tables) {
    std::string found = mismatch(table, comparison);
    if (!found.empty()) mismatches.push_back(std::move(found));
  }
  if (mismatches.empty()) return;
  throw SchemaMismatchError(
      fmt::format("the database differs from the schema:\n  {}\ncreate_all never alters a table: "
                  "change it by hand (ALTER TABLE), or drop it where its rows are not needed",
                  fmt::join(mismatches, "\n  ")));
}

// Asked before anything is created: SQLite compiles a statement of an earlier schema again, and
// then keeps an error with the connection that costs time at the end of every later statement.
std::vector<const char*> missing(const std::vector<schema::DeclaredTable>& tables,
                                 db::Connection& connection) {
  std::vector<const char*> found;
  for (const schema::DeclaredTable& table : tables) {
    if (schema::kind_of(connection, table.name).empty()) found.push_back(table.create);
    for (const char* create_index : table.create_indexes) {
      const bool exists = !schema::kind_of(connection, sql::index_name(create_index)).empty();
      if (!exists) found.push_back(create_index);
    }
  }
  return found;
}

}  // namespace

void create_all(Engine& engine, const Registry& registry) {
  const std::vector<schema::DeclaredTable> tables = schema::declared_tables(registry);
  auto connection = engine.core()->connect(nullptr);
  schema::WriteTransaction transaction(*connection);
  check_existing(tables, *connection);
  for (const char* create : missing(tables, *connection)) transaction.run(create);
  transaction.commit();
}

}  // namespace orm
