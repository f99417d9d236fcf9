#include "check/draft.h"

#include <fmt/core.h>

#include <algorithm>

#include "diagnostics/did_you_mean.h"
#include "diagnostics/fixes.h"

namespace ormgen::checking {

TableDraft& Draft::table(model::TableRef ref) {
  if (const auto* id = std::get_if<model::EntityId>(&ref)) return entity(*id);
  return link_table(std::get<model::LinkTableId>(ref));
}

model::Table& Draft::resolved(model::TableRef ref) {
  if (const auto* id = std::get_if<model::EntityId>(&ref)) return model.entities[id->value];
  return model.link_tables[std::get<model::LinkTableId>(ref).value];
}

std::vector<TableDraft*> Draft::tables() {
  std::vector<TableDraft*> all;
  all.reserve(entities.size() + link_tables.size());
  for (TableDraft& table : entities) all.push_back(&table);
  for (TableDraft& table : link_tables) all.push_back(&table);
  return all;
}

std::vector<std::string_view> column_names(const TableDraft& table) {
  std::vector<std::string_view> names;
  names.reserve(table.columns.size());
  for (const ColumnDraft& column : table.columns) names.push_back(column.node->name.text);
  return names;
}

std::vector<std::string_view> relationship_names(const TableDraft& table) {
  std::vector<std::string_view> names;
  names.reserve(table.relationships.size());
  for (const RelationshipDraft& relationship : table.relationships) {
    names.push_back(relationship.node->name.text);
  }
  return names;
}

std::string join(const std::vector<std::string>& words, std::string_view separator) {
  std::string joined;
  for (const std::string& word : words) {
    if (!joined.empty()) joined += separator;
    joined += word;
  }
  return joined;
}

std::string names_of(const model::Table& table, const std::vector<model::ColumnIndex>& columns) {
  std::vector<std::string> names;
  names.reserve(columns.size());
  for (const model::ColumnIndex column : columns) names.push_back(table.columns[column].name);
  return join(names);
}

std::string type_name(const model::Model& model, const model::ValueType& value) {
  if (value.named_type) return model.named_type(*value.named_type).name;
  if (value.enumeration) return model.enumeration(*value.enumeration).name;
  if (!value.digits) return std::string(name_of(value.type));
  return fmt::format("decimal({}, {})", value.digits->precision, value.digits->scale);
}

std::optional<model::ColumnIndex> find_column(Draft& draft, const TableDraft& table,
                                              const ast::Name& name, Code code) {
  const auto place = table.column_named.find(name.text);
  if (place != table.column_named.end()) return place->second;
  // One that the parser missed has no text.
  if (!table.has_unknown_columns && !name.text.empty()) {
    report(draft,
           Diagnostic(code, name.span,
                      fmt::format("`{}` has no column `{}`", table.name->text, name.text)),
           closest_to(name.text, column_names(table)));
  }
  return std::nullopt;
}

std::optional<std::vector<model::ColumnIndex>> find_columns(Draft& draft, const TableDraft& table,
                                                            const std::vector<ast::Name>& names) {
  std::vector<model::ColumnIndex> columns;
  for (const ast::Name& name : names) {
    const auto column = find_column(draft, table, name, Code::Orm402);
    if (!column) continue;
    if (std::find(columns.begin(), columns.end(), *column) != columns.end()) {
      draft.sink.report(Diagnostic(Code::Orm403, name.span,
                                   fmt::format("`{}` stands in the list twice", name.text)));
    }
    columns.push_back(*column);
  }
  if (columns.size() != names.size()) return std::nullopt;
  return columns;
}

void report(Draft& draft, Diagnostic diagnostic, const std::optional<std::string>& meant) {
  if (meant) suggest(diagnostic, *meant);
  draft.sink.report(std::move(diagnostic));
}

std::string text_for_sqlite(const ast::Sql& sql) {
  for (const std::string_view dialect : {"sqlite", ""}) {
    const auto found =
        std::find_if(sql.variants.begin(), sql.variants.end(),
                     [dialect](const ast::SqlText& text) { return text.dialect == dialect; });
    if (found != sql.variants.end()) return found->text;
  }
  return "";
}

}  // namespace ormgen::checking
