#include <fmt/format.h>

#include "orm/engine.h"
#include "schema/comparison.h"
#include "sql/quote.h"

namespace orm {
namespace {

std::string sentence(const schema::DeclaredTable& table, const schema::Difference& difference) {
  const bool is_no_table = difference.kind == SchemaDifference::Kind::NotATable;
  const bool is_about_the_table =
      is_no_table || difference.kind == SchemaDifference::Kind::MissingTable;
  return fmt::format("{}{}{} {}", is_no_table ? "" : "table ", sql::quote_identifier(table.name),
                     is_about_the_table ? "" : ":", difference.text);
}

}  // namespace

std::vector<SchemaDifference> Engine::verify(const Registry& registry) const {
  auto connection = core_->connect(nullptr);
  // All tables as they are at one moment; the end of the lease ends it.
  connection->execute("BEGIN");
  schema::Comparison comparison(*connection);
  std::vector<SchemaDifference> result;
  for (const schema::DeclaredTable& table : schema::declared_tables(registry)) {
    for (const schema::Difference& difference : comparison.of(table)) {
      if (!difference.is_obstacle) continue;
      result.push_back({table.name, difference.kind, sentence(table, difference)});
    }
  }
  return result;
}

}  // namespace orm
