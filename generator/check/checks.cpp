#include <algorithm>

#include "check/passes.h"

namespace ormgen::checking {

namespace {

// What is said for SQLite, else what is said for all; empty where neither is.
std::string text_for_sqlite(const ast::Sql& sql) {
  for (const std::string_view dialect : {"sqlite", ""}) {
    const auto found =
        std::find_if(sql.variants.begin(), sql.variants.end(),
                     [dialect](const ast::SqlText& text) { return text.dialect == dialect; });
    if (found != sql.variants.end()) return found->text;
  }
  return "";
}

}  // namespace

void resolve_checks(Draft& draft) {
  for (TableDraft* table : draft.tables()) {
    model::Table& resolved = draft.resolved(*table);
    for (model::ColumnIndex i = 0; i < table->columns.size(); ++i) {
      const auto& check = table->columns[i].node->check;
      if (check) resolved.columns[i].check = text_for_sqlite(check->value);
    }
    for (const BodyDraft& part : table->bodies) {
      for (const ast::Check& check : part.body->checks) {
        const std::string sql = text_for_sqlite(check.sql);
        if (sql.empty()) continue;
        const auto name = check.name ? std::optional(check.name->text) : std::nullopt;
        resolved.checks.push_back({name, sql});
      }
    }
  }
}

}  // namespace ormgen::checking
