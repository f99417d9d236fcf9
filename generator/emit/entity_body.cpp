#include "emit/entity_body.h"

#include <fmt/format.h>

#include "emit/columns.h"
#include "emit/links.h"

namespace ormgen::emitting {

std::string initialize_statements(const model::Entity& entity, const ClassNames& names) {
  std::string out;
  for (std::size_t i = 0; i < entity.columns.size(); ++i) {
    out += initialize_column(entity, i, names) + "\n";
  }
  for (const model::Relationship& relationship : entity.relationships) {
    const std::string& name = relationship.cpp_name;
    out += is_list(relationship)
               ? fmt::format("for (const auto& member : init.{0}) {0}().append(member);\n", name)
               : fmt::format("if (init.{0}) set_{0}(init.{0});\n", name);
  }
  return out;
}

std::string read_statements(const model::Entity& entity, const ClassNames& names) {
  std::string out;
  for (std::size_t i = 0; i < entity.columns.size(); ++i) {
    out += fmt::format("row.read({}, {});\n", i, names.column_member(i));
  }
  return out;
}

std::string write_statements(const model::Entity& entity, const ClassNames& names) {
  std::string out;
  for (std::size_t i = 0; i < entity.columns.size(); ++i) {
    out += fmt::format("row.write({}, {});\n", i, names.column_member(i));
  }
  return out;
}

}  // namespace ormgen::emitting
