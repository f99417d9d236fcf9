#include <fmt/core.h>

#include "check/annotations.h"
#include "check/passes.h"
#include "diagnostics/fixes.h"

namespace ormgen::checking {

namespace {

void resolve_collation(Draft& draft, const TableDraft& table, model::ColumnIndex index) {
  const auto& clause = table.columns[index].node->collate;
  if (!clause || !table.columns[index].has_type) return;
  model::Column& column = draft.resolved(table).columns[index];
  if (model::is_textual(column.type)) {
    column.collation = clause->value.value;
    return;
  }
  draft.sink.report(
      Diagnostic(Code::Orm311, clause->span,
                 fmt::format("`{}.{}` is `{}`, and only a text has a collation", table.name->text,
                             column.name, type_name(draft.model, column)))
          .help("remove the clause")
          .fix(remove_text(clause->span, "collate")));
}

}  // namespace

void resolve_collations(Draft& draft) {
  for (TableDraft* table : draft.tables()) {
    for (model::ColumnIndex i = 0; i < table->columns.size(); ++i) {
      resolve_collation(draft, *table, i);
    }
  }
}

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
        resolved.checks.push_back({name, sql, annotations_of(check)});
      }
    }
  }
}

}  // namespace ormgen::checking
