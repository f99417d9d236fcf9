#include "emit/registries.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <vector>

#include "emit/cpp_names.h"
#include "emit/paths.h"
#include "emit/table_parts.h"
#include "emit/template.h"
#include "emit/templates.h"
#include "emit/text.h"

namespace ormgen::emitting {
namespace {

struct Covered {
  // Addresses as code of the namespace writes them, in the order of creation.
  std::vector<std::string> entities;
  std::vector<std::string> link_tables;
};

// scope_of() each file, which looks at the whole model and is asked for by every registry.
using Scopes = std::vector<std::string>;

Covered covered_by(const model::Model& model, const std::vector<model::FileId>& files,
                   const Scopes& scopes) {
  std::set<model::FileId> reached;
  for (const model::FileId file : files) {
    const std::vector<model::FileId> imported = model::imported_closure(model, file);
    reached.insert(imported.begin(), imported.end());
  }
  const auto& own = model.file(files.front()).namespace_path;
  Covered covered;
  for (const model::TableRef& ref : model.create_order) {
    const model::Table& table = model.table(ref);
    if (!reached.contains(table.file)) continue;
    const bool is_inside = model.file(table.file).namespace_path == own;
    const std::string name = "&" + (is_inside ? "" : scopes[table.file.value]) + table.cpp_name;
    if (std::holds_alternative<model::EntityId>(ref)) {
      covered.entities.push_back(name + "::mapping");
    } else {
      covered.link_tables.push_back(name);
    }
  }
  return covered;
}

std::string list(const std::string& type, const std::string& name,
                 const std::vector<std::string>& items) {
  if (items.empty()) return "";
  std::string lines;
  for_each_line(one_per_line(items, "A table stands behind those that it refers to."),
                [&](std::string_view line) { lines += fmt::format("    {}\n", line); });
  return fmt::format("constexpr const {}* {}[] = {{\n{}}};\n", type, name, lines);
}

std::string registry(const model::Model& model, const std::vector<model::FileId>& files,
                     const Scopes& scopes) {
  const Covered covered = covered_by(model, files, scopes);
  std::string lists;
  lists += covered.entities.empty() ? ".entities = {},\n" : ".entities = registered_entities,\n";
  if (!covered.link_tables.empty()) lists += ".link_tables = registered_link_tables,\n";
  return fill(
      templates::registry_cpp,
      {{"namespace", namespace_of(model.file(files.front()))},
       {"tables", list("orm::EntityMapping", "registered_entities", covered.entities) +
                      list("orm::LinkTableMapping", "registered_link_tables", covered.link_tables)},
       {"lists", lists}});
}

}  // namespace

std::string registries(const model::Model& model, const EmitOptions& options) {
  std::map<std::string, std::vector<model::FileId>> files_of;
  for (std::size_t i = 0; i < model.files.size(); ++i) {
    if (is_elsewhere(options, {i})) continue;
    files_of[namespace_of(model.files[i])].push_back({i});
  }
  Scopes scopes;
  scopes.reserve(model.files.size());
  for (const model::File& file : model.files) scopes.push_back(scope_of(model, file));
  std::string out;
  for (const auto& [name, files] : files_of) out += registry(model, files, scopes);
  return out;
}

}  // namespace ormgen::emitting
