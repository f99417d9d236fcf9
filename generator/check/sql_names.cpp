#include <fmt/core.h>

#include <variant>

#include "check/naming.h"
#include "check/passes.h"
#include "check/sql_words.h"
#include "diagnostics/did_you_mean.h"

namespace ormgen::checking {

namespace {

// The text that SQLite gets, or null.
const ast::SqlText* text_of(const ast::Sql& sql) {
  const ast::SqlText* general = nullptr;
  for (const ast::SqlText& variant : sql.variants) {
    if (variant.dialect == "sqlite") return &variant;
    if (variant.dialect.empty() && general == nullptr) general = &variant;
  }
  return general;
}

// Where a part of the decoded text stands in the file: behind the tag and the backtick, and each
// backtick in it is doubled there.
Span span_in(const ast::SqlText& sql, const SqlWord& word) {
  const auto place = [&sql](std::size_t offset) {
    std::size_t bytes = sql.dialect.size() + 1;
    for (std::size_t i = 0; i < offset; ++i) bytes += sql.text[i] == '`' ? 2 : 1;
    return static_cast<std::uint32_t>(sql.span.begin + bytes);
  };
  return {sql.span.file, place(word.begin), place(word.end)};
}

class SqlNames {
 public:
  SqlNames(Draft& draft, const TableDraft& table)
      : draft_(draft), table_(table), resolved_(draft.resolved(table)) {
    for (const model::Column& column : resolved_.columns) {
      known_.insert(folded(column.column_name));
    }
  }

  void check() {
    for (const ColumnDraft& column : table_.columns) {
      const ast::Column& node = *column.node;
      if (node.check) exist(node.check->value);
      if (node.computed) exist(node.computed->value.sql);
      if (node.server_default) are_absent(node.server_default->value);
    }
    for (const BodyDraft& part : table_.bodies) {
      for (const ast::Check& check : part.body->checks) exist(check.sql);
      for (const ast::Index& index : part.body->indexes) exist(index);
    }
  }

 private:
  Draft& draft_;
  const TableDraft& table_;
  const model::Table& resolved_;
  std::set<std::string> known_;

  void exist(const ast::Index& index) {
    for (const ast::IndexItem& item : index.items) {
      if (const auto* sql = std::get_if<ast::Sql>(&item.key)) exist(*sql);
    }
    if (index.where) exist(index.where->value);
  }

  void exist(const ast::Sql& sql) {
    const ast::SqlText* text = text_of(sql);
    if (text == nullptr) return;
    for (const SqlWord& word : column_words(text->text, resolved_.table_name)) {
      if (!known_.contains(folded(word.name))) report_unknown(*text, word);
    }
  }

  void report_unknown(const ast::SqlText& text, const SqlWord& word) {
    std::vector<std::string_view> names;
    names.reserve(resolved_.columns.size());
    for (const model::Column& column : resolved_.columns) {
      if (column.name == word.name) return report_other_name(text, word, column);
      names.push_back(column.column_name);
    }
    report(draft_,
           Diagnostic(
               Code::Orm312, span_in(text, word),
               fmt::format("`{}` has no column `{}` in the database", table_.name->text, word.name))
               .label("a text is written in single quotes, anything else is a column"),
           closest_to(word.name, names));
  }

  void report_other_name(const ast::SqlText& text, const SqlWord& word,
                         const model::Column& column) {
    draft_.sink.report(
        Diagnostic(Code::Orm312, span_in(text, word),
                   fmt::format("`{}.{}` is called `{}` in the database, and this is SQL",
                               table_.name->text, column.name, column.column_name))
            .help(fmt::format("write `{}`", column.column_name)));
  }

  void are_absent(const ast::Sql& sql) {
    const ast::SqlText* text = text_of(sql);
    if (text == nullptr) return;
    for (const SqlWord& word : column_words(text->text, resolved_.table_name)) {
      draft_.sink.report(
          Diagnostic(
              Code::Orm312, span_in(*text, word),
              fmt::format("`{}` would be a column, and a default cannot depend on one", word.name))
              .help(fmt::format("for a text write `'{}'`", word.name))
              .help("for a value made from other columns write `computed`"));
      return;
    }
  }
};

}  // namespace

void names_in_sql_exist(Draft& draft) {
  for (const TableDraft* table : draft.tables()) {
    if (!table->has_unknown_columns) SqlNames(draft, *table).check();
  }
}

}  // namespace ormgen::checking
