#include "emit/entity_body.h"

#include <fmt/format.h>

#include <string_view>

#include "emit/columns.h"
#include "emit/links.h"
#include "emit/text.h"

namespace ormgen::emitting {
namespace {

// What sets a relationship to `init`'s. Own code does not use a function that is deprecated.
std::string initialize_relationship(const model::Model& model, const model::Entity& entity,
                                    model::RelationshipIndex index, const ClassNames& names) {
  const model::Relationship& relationship = entity.relationships[index];
  const std::string& name = relationship.cpp_name;
  if (is_list(relationship)) {
    const std::string list =
        relationship.deprecated
            ? fmt::format("orm::Collection<{}>(*this, {})",
                          class_from(model, entity.file, relationship.target), index)
            : name + "()";
    return fmt::format("for (const auto& member : init.{}) {}.append(member);\n", name, list);
  }
  if (!relationship.deprecated) return fmt::format("if (init.{0}) set_{0}(init.{0});\n", name);
  return fmt::format("if (init.{0}) {1}({2}, init.{0}.object());\n", name, names.base("set_to_one"),
                     index);
}

std::string initialize_statements(const model::Model& model, const model::Entity& entity,
                                  const ClassNames& names) {
  std::string out;
  for (std::size_t i = 0; i < entity.columns.size(); ++i) {
    const std::string statement = initialize_column(entity, i, names);
    if (!statement.empty()) out += statement + "\n";
  }
  for (std::size_t i = 0; i < entity.relationships.size(); ++i) {
    if (entity.relationships[i].is_viewonly) continue;
    out += initialize_relationship(model, entity, i, names);
  }
  return out;
}

// `row.read(0, id_);` for each column.
std::string row_statements(const model::Entity& entity, const ClassNames& names,
                           std::string_view function) {
  std::string out;
  for (std::size_t i = 0; i < entity.columns.size(); ++i) {
    fmt::format_to(std::back_inserter(out), "row.{}({}, {});\n", function, i,
                   names.column_member(i));
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
  for_each_line(statements,
                [&](std::string_view line) { lines.append("  ").append(line) += '\n'; });
  return fmt::format("{} {{\n{}}}\n\n", head, lines);
}

}  // namespace

std::string member_functions(const model::Model& model, const model::Entity& entity,
                             const ClassNames& names) {
  const std::string scope = "void " + entity.cpp_name + "::";
  return function(scope + "initialize(Init&& init)", initialize_statements(model, entity, names)) +
         function(scope + "read(orm::RowReader& row)", row_statements(entity, names, "read")) +
         function(scope + "write(orm::RowWriter& row) const",
                  row_statements(entity, names, "write"));
}

}  // namespace ormgen::emitting
