#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "check/naming.h"
#include "check/passes.h"

namespace ormgen::checking {

namespace {

// Entities are named in the singular, link tables by the pair they join, so only entities take the
// plural.
std::string name_in_schema(const Draft& draft, const TableDraft& table) {
  if (table.db_name != nullptr) return table.db_name->value;
  const std::string& name = table.name->text;
  const model::TableNaming naming = draft.model.files[table.file].table_naming;
  if (naming == model::TableNaming::AsWritten) return name;
  const bool is_plural = naming == model::TableNaming::PluralSnake && is_entity(table);
  return is_plural ? plural(snake(name)) : snake(name);
}

// SQLite has no schemas, so their names stand before those of the tables.
std::string table_name(const Draft& draft, const TableDraft& table) {
  const std::string& schema = draft.model.files[table.file].schema;
  return (schema.empty() ? "" : schema + "_") + name_in_schema(draft, table);
}

std::string column_name(const Draft& draft, const TableDraft& table, const ast::Column& column) {
  if (column.db_name) return column.db_name->value.value;
  const bool is_snake = draft.model.files[table.file].column_naming == model::ColumnNaming::Snake;
  return is_snake ? snake(column.name.text) : column.name.text;
}

void name_is_usable(Draft& draft, const ast::Text& text) {
  if (text.value.empty()) {
    draft.sink.report(
        Diagnostic(Code::Orm209, text.span, "a name in the database cannot be empty"));
  } else if (folded(text.value).starts_with("sqlite_")) {
    draft.sink.report(Diagnostic(Code::Orm209, text.span,
                                 "SQLite keeps names that start with `sqlite_` to itself"));
  } else if (text.value.find('\0') != std::string::npos) {
    draft.sink.report(
        Diagnostic(Code::Orm209, text.span, "a name in the database cannot contain a zero byte"));
  }
}

void columns_differ(Draft& draft, const TableDraft& table) {
  std::unordered_map<std::string, model::ColumnIndex> first_column;
  const auto& columns = draft.resolved(table).columns;
  for (model::ColumnIndex i = 0; i < columns.size(); ++i) {
    const auto [first, is_new] = first_column.emplace(folded(columns[i].column_name), i);
    if (is_new) continue;
    draft.sink.report(Diagnostic(Code::Orm208, table.columns[i].node->name.span,
                                 fmt::format("`{}` and `{}` of `{}` are both `{}` in the database",
                                             columns[first->second].name, columns[i].name,
                                             table.name->text, columns[i].column_name))
                          .also(table.columns[first->second].node->name.span, "the other one")
                          .help("give one another name: `column \"NAME\"`"));
  }
}

// "ix_posts_user_id_title"
std::string made_name(std::string_view prefix, const model::Table& table,
                      const std::vector<model::ColumnIndex>& columns) {
  std::string name = fmt::format("{}_{}", prefix, table.table_name);
  for (const model::ColumnIndex column : columns) name += "_" + table.columns[column].column_name;
  return name;
}

// Those that are not expressions.
std::vector<model::ColumnIndex> columns_of(const model::Index& index) {
  std::vector<model::ColumnIndex> columns;
  for (const model::IndexColumn& column : index.columns) {
    if (column.column) columns.push_back(*column.column);
  }
  return columns;
}

void name_table(Draft& draft, const TableDraft& table) {
  model::Table& resolved = draft.resolved(table);
  if (table.db_name != nullptr) name_is_usable(draft, *table.db_name);
  resolved.table_name = table_name(draft, table);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const ast::Column& node = *table.columns[i].node;
    if (node.db_name) name_is_usable(draft, node.db_name->value);
    resolved.columns[i].column_name = column_name(draft, table, node);
  }
  columns_differ(draft, table);
  for (model::Unique& unique : resolved.uniques) {
    if (unique.name.empty()) unique.name = made_name("uq", resolved, unique.columns);
  }
  for (model::Index& index : resolved.indexes) {
    if (index.name.empty()) index.name = made_name("ix", resolved, columns_of(index));
  }
}

// A table, an index or a unique set: they share one space of names in a database.
struct DatabaseName {
  std::string name;
  Span span;
  std::string_view what;
  std::string_view two_of_them;
  // What to do to change the name.
  std::string_view remedy;
};

std::vector<DatabaseName> database_names_of(Draft& draft, const TableDraft& table) {
  const model::Table& resolved = draft.resolved(table);
  std::vector<DatabaseName> names;
  names.push_back({resolved.table_name, table.name->span, "a table", "two tables",
                   "give one another name: `table \"NAME\"`"});
  const auto remedy = [&table](Span place, std::string_view member) {
    const bool is_of_mixin = std::any_of(table.mixins->begin(), table.mixins->end(),
                                         [place](const auto& name) { return name.span == place; });
    return is_of_mixin ? "leave the name out in the mixin, and each table makes its own" : member;
  };
  for (std::size_t i = 0; i < resolved.uniques.size(); ++i) {
    names.push_back({resolved.uniques[i].name, table.unique_spans[i], "a unique set",
                     "two unique sets",
                     remedy(table.unique_spans[i], "give one another name: `unique NAME (...);`")});
  }
  for (std::size_t i = 0; i < resolved.indexes.size(); ++i) {
    names.push_back({resolved.indexes[i].name, table.index_spans[i], "an index", "two indexes",
                     remedy(table.index_spans[i], "give one another name: `index NAME (...);`")});
  }
  return names;
}

std::vector<TableDraft*> tables_of(Draft& draft, model::FileId file) {
  std::vector<TableDraft*> tables;
  for (const model::EntityId id : draft.model.file(file).entities) {
    tables.push_back(&draft.entity(id));
  }
  for (const model::LinkTableId id : draft.model.file(file).link_tables) {
    tables.push_back(&draft.link_table(id));
  }
  return tables;
}

void names_clash(Draft& draft, const DatabaseName& a, const DatabaseName& b) {
  const bool in_order = comes_first(a.span, b.span);
  const DatabaseName& first = in_order ? a : b;
  const DatabaseName& second = in_order ? b : a;
  draft.sink.report(Diagnostic(Code::Orm208, second.span,
                               first.what == second.what
                                   ? fmt::format("{} are called `{}` in the database",
                                                 second.two_of_them, second.name)
                                   : fmt::format("{} and {} are called `{}` in the database",
                                                 first.what, second.what, second.name))
                        .also(first.span, "the other one")
                        .help(std::string(second.remedy)));
}

void names_of_one_database_differ(Draft& draft, const std::vector<model::FileId>& files) {
  std::unordered_map<std::string, DatabaseName> first_use;
  for (const model::FileId file : files) {
    for (const TableDraft* table : tables_of(draft, file)) {
      for (const DatabaseName& name : database_names_of(draft, *table)) {
        const auto [first, is_new] = first_use.emplace(folded(name.name), name);
        if (!is_new) names_clash(draft, first->second, name);
      }
    }
  }
}

// One database has what `create_all` of a file makes: its tables and those of all it imports. What
// holds for a file holds for those it imports, so files that nothing imports go first, then one of
// each circle that is left.
void names_differ_in_every_database(Draft& draft) {
  const auto& files = draft.model.files;
  std::vector<bool> is_imported(files.size());
  for (const model::File& file : files) {
    for (const model::FileId imported : file.imports) is_imported[imported.value] = true;
  }
  std::vector<bool> is_covered(files.size());
  for (const bool wants_imported : {false, true}) {
    for (std::size_t file = 0; file < files.size(); ++file) {
      if (is_imported[file] != wants_imported || is_covered[file]) continue;
      const auto closure = imported_closure(draft.model, {file});
      for (const model::FileId part : closure) is_covered[part.value] = true;
      names_of_one_database_differ(draft, closure);
    }
  }
}

}  // namespace

void name_in_database(Draft& draft) {
  for (const SchemaFile& file : draft.files) {
    const auto& name_space = file.file->name_space;
    if (name_space && name_space->schema) name_is_usable(draft, name_space->schema->value);
  }
  for (const TableDraft* table : draft.tables()) name_table(draft, *table);
  names_differ_in_every_database(draft);
}

}  // namespace ormgen::checking
