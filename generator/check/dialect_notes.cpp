#include <fmt/core.h>

#include "check/passes.h"

namespace ormgen::checking {

namespace {

void schemas_become_prefixes(Draft& draft) {
  for (const SchemaFile& file : draft.files) {
    if (!file.file->name_space || !file.file->name_space->schema) continue;
    const ast::Spanned<ast::Text>& schema = *file.file->name_space->schema;
    if (schema.value.value.empty()) continue;
    draft.sink.report(
        Diagnostic(Code::Orm701, schema.span,
                   fmt::format("SQLite has no schemas, so its tables are named `{}_...` there",
                               schema.value.value)));
  }
}

void long_decimals_are_texts(Draft& draft) {
  constexpr int exact_digits = 15;
  for (const TableDraft* table : draft.tables()) {
    const model::Table& resolved = draft.resolved(*table);
    for (model::ColumnIndex i = 0; i < table->columns.size(); ++i) {
      const model::Column& column = resolved.columns[i];
      const ast::TypeName* type = table->columns[i].node->type_name();
      if (type == nullptr || !column.digits || column.digits->precision <= exact_digits) continue;
      draft.sink.report(
          Diagnostic(Code::Orm702, type->span,
                     fmt::format("SQLite's numbers are exact to {} digits, so `{}.{}` is stored as "
                                 "a text there",
                                 exact_digits, table->name->text, column.name))
              .label("its order and arithmetic in SQL are those of a text"));
    }
  }
}

}  // namespace

void note_dialect(Draft& draft) {
  schemas_become_prefixes(draft);
  long_decimals_are_texts(draft);
}

}  // namespace ormgen::checking
