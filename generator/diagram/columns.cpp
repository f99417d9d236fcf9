#include "diagram/columns.h"

#include <fmt/format.h>

#include <algorithm>

namespace ormgen::diagrams {

std::string type_of(const model::Model& model, const model::Column& column) {
  if (column.enumeration) return model.enumeration(*column.enumeration).name;
  std::string name(name_of(column.type));
  if (column.length) return fmt::format("{}({})", name, *column.length);
  if (column.digits) {
    return fmt::format("{}({},{})", name, column.digits->precision, column.digits->scale);
  }
  return name;
}

bool is_unique(const model::Table& table, model::ColumnIndex column) {
  return std::any_of(table.uniques.begin(), table.uniques.end(), [&](const auto& unique) {
    return unique.columns == std::vector<model::ColumnIndex>{column};
  });
}

}  // namespace ormgen::diagrams
