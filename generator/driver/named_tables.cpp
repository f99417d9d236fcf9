#include "driver/named_tables.h"

#include <fmt/format.h>

#include "diagnostics/did_you_mean.h"
#include "model/words.h"

namespace ormgen {
namespace {

// In the order of the schemas.
std::vector<model::TableRef> tables_of(const model::Model& model) {
  std::vector<model::TableRef> tables;
  for (const model::File& file : model.files) {
    tables.insert(tables.end(), file.entities.begin(), file.entities.end());
    tables.insert(tables.end(), file.link_tables.begin(), file.link_tables.end());
  }
  return tables;
}

std::string explain(const model::Model& model, const std::string& name) {
  std::vector<std::string_view> names;
  for (const auto table : tables_of(model)) names.push_back(model.table(table).name);
  const auto near = closest_to(name, names);
  return fmt::format("there is no entity or table `{}`{}", name,
                     near ? "; " + did_you_mean(*near) : "");
}

}  // namespace

std::variant<std::vector<model::TableRef>, std::string> tables_named(
    const model::Model& model, const std::vector<std::string>& names) {
  std::vector<model::TableRef> found;
  for (const std::string& name : names) {
    const std::size_t before = found.size();
    for (const auto table : tables_of(model)) {
      const bool is_it =
          model.table(table).name == name || qualified_name(model, model.table(table)) == name;
      if (is_it) found.push_back(table);
    }
    if (found.size() == before) return explain(model, name);
  }
  return found;
}

}  // namespace ormgen
