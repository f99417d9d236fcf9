#include "emit/views.h"

#include <fmt/format.h>

#include <numeric>

#include "emit/cpp_literals.h"
#include "emit/cpp_names.h"
#include "emit/table_parts.h"
#include "emit/template.h"
#include "emit/templates.h"

namespace ormgen::emitting {
namespace {

std::string key_entry(const model::Model& model, const model::Entity& entity,
                      const std::string& name, const model::ForeignKey& key) {
  return fmt::format("{{.columns = {0}, .target = &{1}::mapping, .target_columns = {0}_target}},\n",
                     name, described_from(model, entity.file, key.target));
}

}  // namespace

bool goes_through_entity(const model::Relationship& relationship) {
  return relationship.link && std::holds_alternative<model::EntityId>(relationship.link->table);
}

std::string view_name(model::RelationshipIndex index) { return fmt::format("view_{}", index); }

std::string view_table(const model::Model& model, const model::Entity& entity,
                       model::RelationshipIndex index) {
  const model::Relationship& relationship = entity.relationships[index];
  if (!goes_through_entity(relationship)) return "";
  const model::Table& table = model.table(relationship.link->table);
  const model::ForeignKey& near_key = table.foreign_keys[relationship.link->local_key];
  const model::ForeignKey& far_key = table.foreign_keys[relationship.link->target_key];
  // Of the table only the columns of the two keys, those of the near one first.
  std::string columns;
  for (const model::ColumnIndex column : near_key.columns) {
    columns += column_mapping(model, table, table.columns[column]);
  }
  for (const model::ColumnIndex column : far_key.columns) {
    columns += column_mapping(model, table, table.columns[column]);
  }
  std::vector<std::size_t> near_columns(near_key.columns.size());
  std::vector<std::size_t> far_columns(far_key.columns.size());
  std::iota(near_columns.begin(), near_columns.end(), 0);
  std::iota(far_columns.begin(), far_columns.end(), near_columns.size());
  const std::string name = view_name(index);
  return fill(templates::association_cpp,
              {{"name", name},
               {"columns", columns},
               {"near", positions(near_columns)},
               {"near_target", positions(near_key.target_columns)},
               {"far", positions(far_columns)},
               {"far_target", positions(far_key.target_columns)},
               {"keys", key_entry(model, entity, name + "_near", near_key) +
                            key_entry(model, entity, name + "_far", far_key)},
               {"table", string_literal(table.table_name)}});
}

}  // namespace ormgen::emitting
