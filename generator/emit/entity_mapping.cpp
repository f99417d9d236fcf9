#include "emit/entity_mapping.h"

#include <fmt/format.h>

#include <algorithm>

#include "emit/cpp_literals.h"
#include "emit/cpp_names.h"
#include "emit/entity_body.h"
#include "emit/links.h"
#include "emit/relationship_mapping.h"
#include "emit/schema_sql.h"
#include "emit/table_parts.h"
#include "emit/template.h"
#include "emit/templates.h"
#include "emit/views.h"

namespace ormgen::emitting {
namespace {

std::string enumerator(model::ForeignKeyAction action) {
  switch (action) {
    case model::ForeignKeyAction::NoAction:
      return "NoAction";
    case model::ForeignKeyAction::Restrict:
      return "Restrict";
    case model::ForeignKeyAction::Cascade:
      return "Cascade";
    case model::ForeignKeyAction::SetNull:
      return "SetNull";
    case model::ForeignKeyAction::SetDefault:
      return "SetDefault";
  }
  return "";
}

std::string foreign_key_entry(const model::Model& model, model::EntityKey id,
                              const ClassNames& names) {
  const model::Entity& entity = model.entity(id.holder);
  const model::ForeignKey& key = model.foreign_key(id);
  std::string out =
      fmt::format("{{.columns = key_{0}, .target = &{1}::mapping, .target_columns = key_{0}_target",
                  id.foreign_key, described_from(model, entity.file, key.target));
  if (key.on_delete != model::ForeignKeyAction::NoAction) {
    out += fmt::format(", .on_delete = orm::OnDelete::{}", enumerator(key.on_delete));
  }
  if (const auto member = link_member(model, id, names)) {
    out += fmt::format(", .link = orm::link(&{}::{})", entity.cpp_name, *member);
  }
  if (const auto own = many_to_one_over(model, id)) {
    out += fmt::format(", .relationship = {}", *own);
  }
  if (const auto inverse = inverse_over(model, id)) {
    out += fmt::format(", .inverse = {}", *inverse);
  }
  return out + "},\n";
}

bool is_in_key(const model::Entity& entity, model::ColumnIndex column) {
  const auto has = [column](const std::vector<model::ColumnIndex>& columns) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  };
  const auto& keys = entity.foreign_keys;
  return has(entity.primary_key) ||
         std::any_of(keys.begin(), keys.end(), [&](const auto& key) { return has(key.columns); });
}

// One line for each column: `{.name = "id", .type = orm::ColumnType::Int64, ...},`.
std::string columns(const model::Model& model, const model::Entity& entity,
                    const ClassNames& names) {
  std::string lines;
  for (std::size_t i = 0; i < entity.columns.size(); ++i) {
    const model::Column& column = entity.columns[i];
    const bool is_integer = column.type == model::ScalarType::Int64 && !column.cpp_class;
    lines += column_mapping(model, entity, column,
                            is_integer && is_in_key(entity, i)
                                ? fmt::format(", .integer = orm::integer(&{}::{})", entity.cpp_name,
                                              names.column_member(i))
                                : "");
  }
  return lines;
}

// A list of the struct Tables: `static constexpr TYPE NAME[] = {...};`, or nothing when empty.
std::string table_list(const std::string& type, const std::string& name, const std::string& lines) {
  if (lines.empty()) return "";
  return fill("static constexpr ${type} ${name}[] = {\n    ${lines}\n};\n",
              {{"type", type}, {"name", name}, {"lines", lines}});
}

std::string foreign_keys(const model::Model& model, model::EntityId id, const ClassNames& names) {
  const model::Entity& entity = model.entity(id);
  std::string columns;
  std::string entries;
  for (std::size_t i = 0; i < entity.foreign_keys.size(); ++i) {
    const model::ForeignKey& key = entity.foreign_keys[i];
    columns +=
        fill(templates::foreign_key_cpp, {{"index", std::to_string(i)},
                                          {"columns", positions(key.columns)},
                                          {"target_columns", positions(key.target_columns)}});
    entries += foreign_key_entry(model, {id, i}, names);
  }
  return columns + table_list("orm::ForeignKeyMapping", "foreign_keys", entries);
}

std::string relationships(const model::Model& model, model::EntityId id, const ClassNames& names) {
  const model::Entity& entity = model.entity(id);
  std::string lists;
  std::string entries;
  for (std::size_t i = 0; i < entity.relationships.size(); ++i) {
    lists += order_list(entity, i) + view_table(model, entity, i);
    entries += relationship_entry(model, entity, i, names) + ",\n";
  }
  return lists + table_list("orm::RelationshipMapping", "relationships", entries);
}

std::string uniques(const model::Entity& entity) {
  std::string columns;
  std::string entries;
  for (std::size_t i = 0; i < entity.uniques.size(); ++i) {
    columns += fmt::format("static constexpr std::uint16_t unique_{}[] = {{{}}};\n", i,
                           positions(entity.uniques[i].columns));
    entries += fmt::format("{{.columns = unique_{}}},\n", i);
  }
  return columns + table_list("orm::UniqueMapping", "uniques", entries);
}

// The link's rows stay with the database where the key says what it does with them.
bool is_left_to_database(model::ForeignKeyAction action) {
  return action != model::ForeignKeyAction::NoAction && action != model::ForeignKeyAction::Restrict;
}

// True when relationships lead to the entity by that key of a link table, and none back.
bool is_unlisted(const model::Model& model, model::LinkTableId table, model::ForeignKeyIndex key) {
  bool leads_there = false;
  for (const model::Entity& entity : model.entities) {
    for (const model::Relationship& relationship : entity.relationships) {
      const bool goes_through = relationship.link && !relationship.is_viewonly &&
                                relationship.link->table == model::TableRef(table);
      if (!goes_through) continue;
      if (relationship.link->local_key == key) return false;
      leads_there |= relationship.link->target_key == key;
    }
  }
  return leads_there;
}

// The keys of link tables of the same file that lead to the entity where only relationships of the
// other side go through the table, and the database leaves the rows to the session.
std::string unlisted_links(const model::Model& model, model::EntityId id, const ClassNames& names) {
  const model::Entity& entity = model.entity(id);
  std::string entries;
  for (std::size_t i = 0; i < model.link_tables.size(); ++i) {
    const model::LinkTable& table = model.link_tables[i];
    if (table.file != entity.file) continue;
    for (std::size_t key = 0; key < table.foreign_keys.size(); ++key) {
      const model::ForeignKey& foreign_key = table.foreign_keys[key];
      if (foreign_key.target != id || is_left_to_database(foreign_key.on_delete) ||
          !is_unlisted(model, {i}, key)) {
        continue;
      }
      entries += fmt::format("{{.table = &{}, .key = {}}},\n",
                             link_table_name(model, entity, table, names), key);
    }
  }
  return table_list("orm::UnlistedLink", "unlisted_links", entries);
}

}  // namespace

std::string entity_definition(const model::Model& model, model::EntityId id) {
  const model::Entity& entity = model.entity(id);
  const ClassNames names(entity);
  const std::string objects = class_of_objects(model, entity);
  const std::string classes =
      entity.own_class ? fmt::format("{}, {}", objects, entity.cpp_name) : objects;
  const std::string indexes = index_list(entity);
  const std::string links = unlisted_links(model, id, names);
  std::string lists;
  if (!entity.foreign_keys.empty()) lists += ".foreign_keys = foreign_keys,\n";
  if (!entity.relationships.empty()) lists += ".relationships = relationships,\n";
  if (!entity.uniques.empty()) lists += ".uniques = uniques,\n";
  if (!links.empty()) lists += ".unlisted_links = unlisted_links,\n";
  return fill(templates::entity_cpp,
              {{"class", entity.cpp_name},
               {"classes", classes},
               {"key", entity.own_class ? "orm::ConstructionKey" : ""},
               {"columns", columns(model, entity, names)},
               {"key_columns", positions(entity.primary_key)},
               {"foreign_keys", foreign_keys(model, id, names)},
               {"relationships", relationships(model, id, names)},
               {"uniques", uniques(entity)},
               {"unlisted_links", links},
               {"indexes", indexes.empty() ? "" : "static constexpr " + indexes},
               {"qualified_name", string_literal(qualified_name(model, entity))},
               {"table", string_literal(entity.table_name)},
               {"generated_key", has_generated_key(entity) ? "true" : "false"},
               {"lists", lists},
               {"create_table", sql_literal(create_table(model, entity))},
               {"create_indexes", indexes.empty() ? "" : ".create_indexes = indexes,"},
               {"select_by_key", sql_literal(select_by_key(entity))},
               {"insert", sql_literal(insert(entity))},
               {"delete_by_key", sql_literal(delete_by_key(entity))},
               {"functions", member_functions(model, entity, names)}});
}

}  // namespace ormgen::emitting
