#include "emit/schema_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "emit/cpp_names.h"
#include "emit/entity_class.h"
#include "emit/enums.h"
#include "emit/fit.h"
#include "emit/link_tables.h"
#include "emit/links.h"
#include "emit/paths.h"
#include "emit/template.h"
#include "emit/templates.h"

namespace ormgen::emitting {
namespace {

void add_headers_of(const model::Column& column, std::set<std::string>& headers) {
  if (model::is_integer(column.type) || column.enumeration) headers.insert("cstdint");
  if (column.is_nullable || column.is_autoincrement || column.is_version ||
      !column.server_default.empty() || !column.foreign_keys.empty()) {
    headers.insert("optional");
  }
  if (model::is_textual(column.type) || column.type == model::ScalarType::Json) {
    headers.insert({"string", "utility"});
  }
  if (column.type == model::ScalarType::Bytes) headers.insert({"cstddef", "utility", "vector"});
  if (column.cpp_class) headers.insert("utility");
}

// A block of includes with a blank line behind it, or nothing.
std::string standard_includes(const model::Model& model, const model::File& file) {
  std::set<std::string> headers;
  for (const model::EntityId id : file.entities) {
    const model::Entity& entity = model.entity(id);
    for (const model::Column& column : entity.columns) add_headers_of(column, headers);
    if (std::any_of(entity.relationships.begin(), entity.relationships.end(), is_list)) {
      headers.insert("vector");
    }
  }
  if (!file.enums.empty()) headers.insert("cstdint");
  std::string out;
  for (const std::string& header : headers) out += fmt::format("#include <{}>\n", header);
  return headers.empty() ? out : out + "\n";
}

// Where the runtime has the type of a column; empty for C++'s own.
std::string_view orm_header_of(model::ScalarType type) {
  switch (type) {
    case model::ScalarType::Decimal:
      return "orm/decimal.h";
    case model::ScalarType::Date:
    case model::ScalarType::Time:
    case model::ScalarType::DateTime:
      return "orm/date_time.h";
    case model::ScalarType::Uuid:
      return "orm/uuid.h";
    default:
      return "";
  }
}

std::set<std::string> orm_headers(const model::Model& model, const model::File& file,
                                  const EmitOptions& options) {
  std::set<std::string> headers = {"orm/model.h"};
  for (const model::EntityId id : file.entities) {
    for (const model::Column& column : model.entity(id).columns) {
      const std::string_view header = orm_header_of(column.type);
      if (!header.empty()) headers.emplace(header);
      if (column.cpp_class) headers.insert({"orm/type_trait.h", column.cpp_class->header});
    }
  }
  if (!options.export_header.empty()) headers.insert(options.export_header);
  return headers;
}

// The entities whose classes have to be declared: those that relationships of the file lead to, and
// those whose objects are of a class of the user; in the order of the model.
std::set<model::EntityId> related_entities(const model::Model& model, const model::File& file) {
  std::set<model::EntityId> related;
  for (const model::EntityId id : file.entities) {
    if (model.entity(id).own_class) related.insert(id);
    for (const model::Relationship& relationship : model.entity(id).relationships) {
      related.insert(relationship.target);
    }
  }
  return related;
}

// Declarations of other files' classes and enums, by namespace; the file's own namespace is left
// out.
std::string foreign_classes(const model::Model& model, const model::File& file,
                            const std::set<model::EntityId>& related) {
  std::map<std::string, std::string> classes;
  for (const model::EntityId id : related) {
    const ClassDeclaration declaration = declaration_of(model, model.entity(id));
    if (declaration.name_space == namespace_of(file)) continue;
    classes[declaration.name_space] += declaration.text;
  }
  for (const model::EnumId id : used_enums(model, file)) {
    const model::File& there = model.file(model.enumeration(id).file);
    if (there.namespace_path == file.namespace_path) continue;
    classes[namespace_of(there)] += enum_declaration(model, id);
  }
  std::string out;
  for (const auto& [name, lines] : classes) out += in_namespace(name, lines);
  return out;
}

std::string own_classes(const model::Model& model, model::FileId here,
                        const std::set<model::EntityId>& related) {
  const model::File& file = model.file(here);
  std::string out;
  for (const model::EnumId id : used_enums(model, file)) {
    const model::FileId there = model.enumeration(id).file;
    const bool is_of_namespace = model.file(there).namespace_path == file.namespace_path;
    if (there != here && is_of_namespace) out += enum_declaration(model, id);
  }
  for (const model::EntityId id : related) {
    const ClassDeclaration declaration = declaration_of(model, model.entity(id));
    if (declaration.name_space == namespace_of(file)) out += declaration.text;
  }
  return out.empty() ? out : out + "\n";
}

// Other files' classes complete, and those of the user: at the end, so that files may mention each
// other, and a class of the user can derive from one above.
std::string related_headers(const model::Model& model, model::FileId id,
                            const std::set<model::EntityId>& related, const EmitOptions& options) {
  std::set<std::string> paths;
  for (const model::EntityId entity : related) {
    const model::FileId there = model.entity(entity).file;
    if (there != id) paths.insert(header_include(options, model, there));
  }
  for (const model::EntityId entity : model.file(id).entities) {
    if (const auto& own_class = model.entity(entity).own_class) paths.insert(own_class->header);
  }
  for (const model::EnumId used : used_enums(model, model.file(id))) {
    const model::FileId there = model.enumeration(used).file;
    if (there != id) paths.insert(include_path(options, header_path(model.file(there))));
  }
  return paths.empty() ? "" : "\n" + include_lines(paths);
}

}  // namespace

std::string schema_header(const model::Model& model, model::FileId id, const EmitOptions& options) {
  const model::File& file = model.file(id);
  const std::set<model::EntityId> related = related_entities(model, file);
  std::string enums;
  for (const model::EnumId own : file.enums) enums += enum_definition(model, own);
  std::string entities;
  for (const model::EntityId entity : file.entities) {
    entities += entity_class(model, entity, options);
  }
  std::string link_tables;
  for (const model::LinkTableId table : file.link_tables) {
    link_tables += link_table_declaration(model, table, options);
  }
  return fit(fill(templates::schema_hpp,
                  {{"abi", std::to_string(runtime_abi)},
                   {"schema", file.display_path},
                   {"standard_includes", standard_includes(model, file)},
                   {"orm_includes", include_lines(orm_headers(model, file, options))},
                   {"foreign_classes", foreign_classes(model, file, related)},
                   {"namespace", namespace_of(file)},
                   {"enums", enums},
                   {"classes", own_classes(model, id, related)},
                   {"entities", entities},
                   {"export", export_mark(options)},
                   {"link_tables", link_tables},
                   {"related_headers", related_headers(model, id, related, options)}}));
}

}  // namespace ormgen::emitting
