#include "emit/link_tables.h"

#include <fmt/format.h>

#include <vector>

#include "emit/accessors.h"
#include "emit/cpp_literals.h"
#include "emit/cpp_names.h"
#include "emit/paths.h"
#include "emit/schema_sql.h"
#include "emit/table_parts.h"
#include "emit/template.h"
#include "emit/templates.h"
#include "emit/text.h"

namespace ormgen::emitting {
namespace {

// The relationships that go through the table: `Author::books`.
std::vector<std::string> users_of(const model::Model& model, model::LinkTableId id) {
  std::vector<std::string> users;
  for (const model::Entity& entity : model.entities) {
    for (const model::Relationship& relationship : entity.relationships) {
      if (!relationship.link || relationship.link->table != model::TableRef(id)) continue;
      users.push_back(class_of_objects(model, entity) + "::" + relationship.cpp_name);
    }
  }
  return users;
}

std::string keys_of(const model::Model& model, const model::LinkTable& table) {
  std::string out;
  for (std::size_t i = 0; i < table.foreign_keys.size(); ++i) {
    out += fmt::format(
        "{{.columns = key_{0}, .target = &{1}::mapping, .target_columns = key_{0}_target}},\n", i,
        described_from(model, table.file, table.foreign_keys[i].target));
  }
  return out;
}

std::string key_columns(const model::LinkTable& table) {
  std::string out;
  for (std::size_t i = 0; i < table.foreign_keys.size(); ++i) {
    const model::ForeignKey& key = table.foreign_keys[i];
    out += fill(templates::link_key_cpp, {{"index", std::to_string(i)},
                                          {"columns", positions(key.columns)},
                                          {"target_columns", positions(key.target_columns)}});
  }
  return out;
}

}  // namespace

std::string link_table_declaration(const model::Model& model, model::LinkTableId id,
                                   const EmitOptions& options) {
  const model::LinkTable& table = model.link_table(id);
  const std::vector<std::string> users = users_of(model, id);
  const std::string fact =
      users.empty() ? "Link table." : "Link table of " + join(users, " and ") + ".";
  return fmt::format("{}{}extern {}const orm::LinkTableMapping {};\n\n", doc_comment(table.doc),
                     doc_comment(fact), export_mark(options), table.cpp_name);
}

std::string link_table_definition(const model::Model& model, model::LinkTableId id) {
  const model::LinkTable& table = model.link_table(id);
  const std::string indexes = index_list(table);
  std::string columns;
  for (const model::Column& column : table.columns) columns += column_mapping(model, table, column);
  return fill(
      templates::link_table_cpp,
      {{"name", table.cpp_name},
       {"columns", columns},
       {"key_columns", key_columns(table)},
       {"keys", keys_of(model, table)},
       {"indexes", indexes.empty() ? "" : "constexpr " + indexes},
       {"table", string_literal(table.table_name)},
       {"create_table", sql_literal(create_table(model, table))},
       {"create_indexes",
        indexes.empty() ? ""
                        : fmt::format(".create_indexes = {}_tables::indexes,", table.cpp_name)}});
}

}  // namespace ormgen::emitting
