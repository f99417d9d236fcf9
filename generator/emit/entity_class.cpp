#include "emit/entity_class.h"

#include <fmt/format.h>

#include <algorithm>

#include "emit/accessors.h"
#include "emit/columns.h"
#include "emit/cpp_names.h"
#include "emit/links.h"
#include "emit/paths.h"
#include "emit/template.h"
#include "emit/templates.h"
#include "emit/text.h"

namespace ormgen::emitting {
namespace {

std::string init_members(const model::Model& model, const model::Entity& entity) {
  std::string out;
  for (const model::Column& column : entity.columns) {
    const std::string member = init_member(model, entity, column);
    if (!member.empty()) out += member + "\n";
  }
  for (const model::Relationship& relationship : entity.relationships) {
    if (relationship.is_viewonly) continue;
    const std::string handle =
        fmt::format("orm::Ptr<{}>", class_from(model, entity.file, relationship.target));
    const std::string type = is_list(relationship) ? "std::vector<" + handle + ">" : handle;
    out += fmt::format("{} {} = {{}};\n", type, relationship.cpp_name);
  }
  return out;
}

std::string field_members(const model::Model& model, const model::Entity& entity,
                          const ClassNames& names) {
  std::string out;
  for (std::size_t i = 0; i < entity.columns.size(); ++i) {
    const model::Column& column = entity.columns[i];
    out += fmt::format("orm::Column<{}, {}> {}{{{}, {}}};\n", class_of_objects(model, entity),
                       column_type(model, entity.file, column), column.cpp_name, i, names.alias());
  }
  for (std::size_t i = 0; i < entity.relationships.size(); ++i) {
    const model::Relationship& relationship = entity.relationships[i];
    out += fmt::format(
        "orm::{}<{}, {}> {}{{{}, {}}};\n", is_list(relationship) ? "ToManyField" : "ToOneField",
        class_of_objects(model, entity), class_from(model, entity.file, relationship.target),
        relationship.cpp_name, i, names.alias());
  }
  return out;
}

std::string data_members(const model::Model& model, model::EntityId id, const ClassNames& names) {
  const model::Entity& entity = model.entity(id);
  std::string out;
  for (std::size_t i = 0; i < entity.columns.size(); ++i) {
    out += data_member(model, entity, entity.columns[i], names.column_member(i)) + "\n";
  }
  for (const std::string& member : link_members(model, id, names)) out += member + "\n";
  return out;
}

std::string key_types(const model::Model& model, const model::Entity& entity) {
  std::vector<std::string> types;
  types.reserve(entity.primary_key.size());
  for (const model::ColumnIndex column : entity.primary_key) {
    types.push_back(column_type(model, entity.file, entity.columns[column]));
  }
  return join(types, ", ");
}

// A column that shows how names for queries are used: one that is no key, where there is one.
const std::string& example_column(const model::Entity& entity) {
  const auto plain =
      std::find_if(entity.columns.begin(), entity.columns.end(), [](const model::Column& column) {
        return !column.is_primary_key && column.foreign_keys.empty();
      });
  return (plain == entity.columns.end() ? entity.columns.front() : *plain).cpp_name;
}

// What the user's class inherits. Only the runtime has what it takes.
std::string public_constructor(const model::Entity& entity, const std::string& objects) {
  if (!entity.own_class) return "";
  return fmt::format(
      "/// {0} takes it over: `using {1}::{1};`.\n"
      "explicit {1}(orm::ConstructionKey);\n"
      "using Generated = {1};\n",
      objects, entity.cpp_name);
}

}  // namespace

std::string entity_class(const model::Model& model, model::EntityId id,
                         const EmitOptions& options) {
  const model::Entity& entity = model.entity(id);
  const ClassNames names(entity);
  const std::string objects = class_of_objects(model, entity);
  return fill(templates::entity_hpp,
              {{"doc", doc_comment(entity.doc)},
               {"export", export_mark(options)},
               {"class", entity.cpp_name},
               {"final", entity.own_class ? "" : "final "},
               {"objects", objects},
               {"public_constructor", public_constructor(entity, objects)},
               {"constructor", entity.own_class ? "" : entity.cpp_name + "();"},
               {"init", init_members(model, entity)},
               {"accessors", accessors(model, entity, names)},
               {"example", example_column(entity)},
               {"fields", field_members(model, entity, names)},
               {"key_types", key_types(model, entity)},
               {"members", data_members(model, id, names)}});
}

}  // namespace ormgen::emitting
