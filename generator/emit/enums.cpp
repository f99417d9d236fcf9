#include "emit/enums.h"

#include <fmt/format.h>

#include "emit/accessors.h"
#include "emit/cpp_literals.h"
#include "emit/cpp_names.h"
#include "emit/template.h"
#include "emit/templates.h"

namespace ormgen::emitting {
namespace {

// `Role : std::int32_t`: the type is fixed, so that a declaration is enough for a member.
std::string head(const model::Enum& enumeration) {
  const bool is_small = enumeration.storage == model::ScalarType::Int16;
  const bool is_large = enumeration.storage == model::ScalarType::Int64;
  return fmt::format("{} : std::{}", enumeration.cpp_name,
                     is_small   ? "int16_t"
                     : is_large ? "int64_t"
                                : "int32_t");
}

void add_enums_of(const model::Table& table, std::set<model::EnumId>& enums) {
  for (const model::Column& column : table.columns) {
    if (column.enumeration) enums.insert(*column.enumeration);
  }
}

}  // namespace

std::string enum_definition(const model::Model& model, model::EnumId id) {
  const model::Enum& enumeration = model.enumeration(id);
  std::string enumerators;
  for (const model::Enumerator& enumerator : enumeration.enumerators) {
    enumerators += doc_comment(enumerator.doc) + enumerator.cpp_name;
    if (enumeration.storage) enumerators += " = " + integer_literal(enumerator.number);
    enumerators += ",\n";
  }
  return fill(templates::enum_hpp, {{"doc", doc_comment(enumeration.doc)},
                                    {"head", head(enumeration)},
                                    {"enumerators", enumerators},
                                    {"enum", enumeration.cpp_name},
                                    {"table", enum_table(model, enumeration.file, id)}});
}

std::string enum_declaration(const model::Model& model, model::EnumId id) {
  return fmt::format("enum class {};\n", head(model.enumeration(id)));
}

std::string enum_description(const model::Model& model, model::EnumId id) {
  const model::Enum& enumeration = model.enumeration(id);
  std::string enumerators;
  for (const model::Enumerator& enumerator : enumeration.enumerators) {
    enumerators += fmt::format("{{.name = {}, ", string_literal(enumerator.name));
    if (!enumeration.storage) {
      enumerators += fmt::format(".text = {}, .size = {}, ", string_literal(enumerator.text),
                                 enumerator.text.size());
    }
    enumerators += fmt::format(".number = {}}},\n", integer_literal(enumerator.number));
  }
  const std::string name = namespace_of(model.file(enumeration.file)) + "::" + enumeration.cpp_name;
  return fill(templates::enum_cpp, {{"enum", enumeration.cpp_name},
                                    {"name", string_literal(name)},
                                    {"table", enum_table(model, enumeration.file, id)},
                                    {"is_text", enumeration.storage ? "false" : "true"},
                                    {"enumerators", enumerators}});
}

std::string enum_table(const model::Model& model, model::FileId here, model::EnumId id) {
  const model::Enum& enumeration = model.enumeration(id);
  return name_from(model, here, enumeration.file, enumeration.cpp_name + "_enumerators");
}

std::set<model::EnumId> used_enums(const model::Model& model, const model::File& file) {
  std::set<model::EnumId> enums;
  for (const model::EntityId id : file.entities) add_enums_of(model.entity(id), enums);
  for (const model::LinkTableId id : file.link_tables) add_enums_of(model.link_table(id), enums);
  return enums;
}

}  // namespace ormgen::emitting
