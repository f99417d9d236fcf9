#include "emit/schema_source.h"

#include "emit/cpp_names.h"
#include "emit/entity_mapping.h"
#include "emit/enums.h"
#include "emit/fit.h"
#include "emit/link_tables.h"
#include "emit/paths.h"
#include "emit/template.h"
#include "emit/templates.h"

namespace ormgen::emitting {
namespace {

void add_targets(const model::Model& model, const model::Table& table, const EmitOptions& options,
                 std::set<std::string>& headers) {
  for (const model::ForeignKey& key : table.foreign_keys) {
    const model::FileId there = model.entity(key.target).file;
    if (there != table.file) headers.insert(header_include(options, model, there));
  }
}

}  // namespace

std::string definitions(const model::Model& model, model::FileId id) {
  const model::File& file = model.file(id);
  if (file.entities.empty() && file.link_tables.empty() && file.enums.empty()) return "";
  std::string enums;
  for (const model::EnumId id_of_enum : file.enums) enums += enum_description(model, id_of_enum);
  std::string entities;
  for (const model::EntityId entity : file.entities) entities += entity_definition(model, entity);
  std::string link_tables;
  for (const model::LinkTableId table : file.link_tables) {
    link_tables += link_table_definition(model, table);
  }
  return fill(templates::definitions_cpp, {{"namespace", namespace_of(file)},
                                           {"enums", enums},
                                           {"entities", entities},
                                           {"link_tables", link_tables}});
}

std::set<std::string> needed_headers(const model::Model& model, model::FileId id,
                                     const EmitOptions& options) {
  const model::File& file = model.file(id);
  std::set<std::string> headers = {"orm/class_mapping.h", "orm/row.h"};
  for (const model::EntityId entity : file.entities) {
    add_targets(model, model.entity(entity), options, headers);
    for (const model::Relationship& relationship : model.entity(entity).relationships) {
      if (!relationship.link) continue;
      const model::FileId there = model.table(relationship.link->table).file;
      if (there != id) headers.insert(header_include(options, model, there));
    }
  }
  for (const model::EnumId used : used_enums(model, file)) {
    const model::FileId there = model.enumeration(used).file;
    if (there != id) headers.insert(include_path(options, header_path(model.file(there))));
  }
  for (const model::LinkTableId table : file.link_tables) {
    add_targets(model, model.link_table(table), options, headers);
  }
  return headers;
}

std::string schema_source(const model::Model& model, model::FileId id, const EmitOptions& options) {
  const model::File& file = model.file(id);
  return fit(
      fill(templates::schema_cpp, {{"abi", std::to_string(runtime_abi)},
                                   {"schema", file.display_path},
                                   {"header", header_include(options, model, id)},
                                   {"includes", include_lines(needed_headers(model, id, options))},
                                   {"definitions", definitions(model, id)}}));
}

}  // namespace ormgen::emitting
