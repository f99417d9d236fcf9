#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "db/engine_core.h"
#include "orm/engine.h"
#include "orm/mapping.h"
#include "schema/columns.h"
#include "schema/write_transaction.h"
#include "sql/quote.h"
#include "sql/schema.h"

namespace orm {
namespace {

// An entity's table or a link table: for creating them there is no difference.
struct Table {
  const char* name;
  const char* create;
  std::span<const char* const> create_indexes;
};

std::vector<Table> tables_of(const Registry& registry) {
  std::vector<Table> tables;
  for (const EntityMapping* entity : registry.entities) {
    tables.push_back({entity->table, entity->sqlite.create_table, entity->sqlite.create_indexes});
  }
  for (const LinkTableMapping* link : registry.link_tables) {
    tables.push_back({link->table, link->create_table, link->create_indexes});
  }
  return tables;
}

// What the database calls that name: "table", "view", "index"; empty where it has no such name.
std::string kind_of(db::Connection& connection, std::string_view name) {
  constexpr std::string_view sql =
      "SELECT type FROM main.sqlite_master WHERE name = ? COLLATE NOCASE AND type <> 'trigger'";
  auto statement = db::acquire(connection, sql, [sql] { return std::string(sql); });
  const ValueView parameter = ValueView::of_text(name);
  statement->bind({&parameter, 1});
  if (!statement->step()) return {};
  ValueView kind;
  statement->read(0, {&kind, 1});
  return std::string(kind.bytes());
}

// The columns of our own CREATE TABLE, as the same database describes them.
std::vector<schema::Column> columns_of_schema(const Table& table, db::Connection& scratch) {
  scratch.execute(table.create);
  return schema::read_columns(scratch, table.name);
}

// Empty when the table is as the schema says.
std::string mismatch(const Table& table, db::Connection& connection, db::Connection& scratch) {
  const auto found = schema::differences(columns_of_schema(table, scratch),
                                         schema::read_columns(connection, table.name));
  if (found.empty()) return {};
  return fmt::format("table {} exists and differs: {}", sql::quote_identifier(table.name),
                     fmt::join(found, "; "));
}

void check_existing(const std::vector<Table>& tables, db::Connection& connection) {
  const auto scratch_engine = db::EngineCore::open("sqlite://", {});
  auto scratch = scratch_engine->connect(nullptr);
  std::vector<std::string> mismatches;
  for (const Table& table : tables) {
    const std::string kind = kind_of(connection, table.name);
    if (kind.empty()) continue;
    const std::string found =
        kind == "table"
            ? mismatch(table, connection, *scratch)
            : fmt::format("{} exists and is no table but {}", sql::quote_identifier(table.name),
                          kind == "index" ? "an index" : "a view");
    if (!found.empty()) mismatches.push_back(found);
  }
  if (mismatches.empty()) return;
  throw SchemaMismatchError(
      fmt::format("the database differs from the schema:\n  {}\ncreate_all never alters a table: "
                  "change it by hand (ALTER TABLE), or drop it where its rows are not needed",
                  fmt::join(mismatches, "\n  ")));
}

void create_missing(const std::vector<Table>& tables, db::Connection& connection,
                    schema::WriteTransaction& transaction) {
  for (const Table& table : tables) {
    if (kind_of(connection, table.name).empty()) transaction.run(table.create);
    for (const char* create_index : table.create_indexes) {
      const bool exists = !kind_of(connection, sql::index_name(create_index)).empty();
      if (!exists) transaction.run(create_index);
    }
  }
}

}  // namespace

void create_all(Engine& engine, const Registry& registry) {
  const std::vector<Table> tables = tables_of(registry);
  auto connection = engine.core()->connect(nullptr);
  schema::WriteTransaction transaction(*connection);
  check_existing(tables, *connection);
  create_missing(tables, *connection, transaction);
  transaction.commit();
}

}  // namespace orm
