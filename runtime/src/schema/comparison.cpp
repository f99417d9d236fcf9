#include "schema/comparison.h"

#include <utility>

namespace orm::schema {

std::vector<DeclaredTable> declared_tables(const Registry& registry) {
  std::vector<DeclaredTable> tables;
  for (const EntityMapping* entity : registry.entities) {
    tables.push_back({entity->table, entity->sqlite.create_table, entity->sqlite.create_indexes,
                      entity->columns});
  }
  for (const LinkTableMapping* link : registry.link_tables) {
    tables.push_back({link->table, link->create_table, link->create_indexes, link->columns});
  }
  return tables;
}

Comparison::Comparison(db::Connection& connection)
    : connection_(connection), scratch_(db::EngineCore::open("sqlite://", {})->connect(nullptr)) {}

std::vector<Difference> Comparison::of(const DeclaredTable& table) {
  const std::string kind = kind_of(connection_, table.name);
  if (kind.empty()) return {{SchemaDifference::Kind::MissingTable, "is missing"}};
  if (kind != "table") {
    return {{SchemaDifference::Kind::NotATable,
             kind == "view" ? "is no table but a view" : "is no table but an index"}};
  }
  return differences({create(table), table.columns}, read_table(connection_, table.name));
}

Table Comparison::create(const DeclaredTable& table) {
  scratch_->execute(table.create);
  for (const char* create_index : table.create_indexes) scratch_->execute(create_index);
  return read_table(*scratch_, table.name);
}

}  // namespace orm::schema
