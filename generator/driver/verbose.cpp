#include "driver/verbose.h"

#include <fmt/format.h>

#include <iterator>
#include <string_view>

namespace ormgen {
namespace {

double milliseconds(Duration taken) {
  return std::chrono::duration<double, std::milli>(taken).count();
}

// "1 entity", "2 entities"
std::string count_of(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::size_t number_of_columns(const model::Model& model) {
  std::size_t count = 0;
  for (const model::TableRef table : model.create_order) count += model.table(table).columns.size();
  return count;
}

std::size_t number_of_relationships(const model::Model& model) {
  std::size_t count = 0;
  for (const model::Entity& entity : model.entities) count += entity.relationships.size();
  return count;
}

}  // namespace

std::string describe_reading(const Loaded& loaded, const SourceSet& sources, Duration taken) {
  std::string out;
  for (const Schema& schema : loaded.schemas) {
    const SourceFile& source = sources.file(schema.file.id);
    fmt::format_to(std::back_inserter(out), "ormgen: {} `{}`: {}, {}\n",
                   schema.is_named ? "read" : "imported", source.path(),
                   count_of(source.line_count(), "line", "lines"),
                   count_of(schema.file.declarations.size(), "declaration", "declarations"));
  }
  fmt::format_to(std::back_inserter(out), "ormgen: read and parsed {} in {:.1f} ms\n",
                 count_of(loaded.schemas.size(), "file", "files"), milliseconds(taken));
  return out;
}

std::string describe_checking(const model::Model& model, Duration taken) {
  return fmt::format("ormgen: checked {}, {}, {}, {} and {} in {:.1f} ms\n",
                     count_of(model.entities.size(), "entity", "entities"),
                     count_of(model.link_tables.size(), "link table", "link tables"),
                     count_of(model.enums.size(), "enum", "enums"),
                     count_of(number_of_columns(model), "column", "columns"),
                     count_of(number_of_relationships(model), "relationship", "relationships"),
                     milliseconds(taken));
}

}  // namespace ormgen
