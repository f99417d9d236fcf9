#include "emit/entity_body.h"

#include <fmt/format.h>

#include <string_view>

#include "emit/columns.h"
#include "emit/links.h"
#include "emit/text.h"

namespace ormgen::emitting {
namespace {

std::string initialize_statements(const model::Entity& entity, const ClassNames& names) {
  std::string out;
  for (std::size_t i = 0; i < entity.columns.size(); ++i) {
    out += initialize_column(entity, i, names) + "\n";
  }
  for (const model::Relationship& relationship : entity.relationships) {
    if (relationship.is_viewonly) continue;
    const std::string& name = relationship.cpp_name;
    out += is_list(relationship)
               ? fmt::format("for (const auto& member : init.{0}) {0}().append(member);\n", name)
               : fmt::format("if (init.{0}) set_{0}(init.{0});\n", name);
  }
  return out;
}

// `row.read(0, id_);` for each column.
std::string row_statements(const model::Entity& entity, const ClassNames& names,
                           std::string_view function) {
  std::string out;
  for (std::size_t i = 0; i < entity.columns.size(); ++i) {
    out += fmt::format("row.{}({}, {});\n", function, i, names.column_member(i));
  }
  return out;
}

// A single statement that decides nothing stands on the line of the head.
std::string function(const std::string& head, const std::string& statements) {
  const bool is_single = statements.find('\n') == statements.size() - 1;
  if (is_single && !statements.starts_with("if ") && !statements.starts_with("for ")) {
    const std::string_view statement(statements.data(), statements.size() - 1);
    return fmt::format("{} {{ {} }}\n\n", head, statement);
  }
  std::string lines;
  for_each_line(statements, [&](std::string_view line) { lines += fmt::format("  {}\n", line); });
  return fmt::format("{} {{\n{}}}\n\n", head, lines);
}

}  // namespace

std::string member_functions(const model::Entity& entity, const ClassNames& names) {
  const std::string scope = "void " + entity.cpp_name + "::";
  return function(scope + "initialize(Init&& init)", initialize_statements(entity, names)) +
         function(scope + "read(orm::RowReader& row)", row_statements(entity, names, "read")) +
         function(scope + "write(orm::RowWriter& row) const",
                  row_statements(entity, names, "write"));
}

}  // namespace ormgen::emitting
