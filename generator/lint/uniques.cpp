#include <fmt/format.h>

#include <algorithm>

#include "lint/edits.h"
#include "lint/rules.h"

namespace ormgen::linting {
namespace {

using Columns = std::vector<model::ColumnIndex>;

bool is_part_of(const Columns& part, const Columns& whole) {
  return std::all_of(part.begin(), part.end(), [&whole](model::ColumnIndex column) {
    return std::find(whole.begin(), whole.end(), column) != whole.end();
  });
}

// Rows of the table differ in these columns.
bool is_unique(const model::Table& table, const Columns& columns) {
  const auto keeps_apart = [&columns](const Columns& set) {
    return !set.empty() && is_part_of(set, columns);
  };
  return keeps_apart(table.primary_key) ||
         std::any_of(table.uniques.begin(), table.uniques.end(),
                     [&](const model::Unique& unique) { return keeps_apart(unique.columns); });
}

// The columns of the keys by which a table links.
Columns link_columns(const model::Table& table) {
  Columns columns;
  for (const model::ForeignKey& key : table.foreign_keys) {
    for (const model::ColumnIndex column : key.columns) {
      if (!is_part_of({column}, columns)) columns.push_back(column);
    }
  }
  return columns;
}

// `primary key (a, b);`, as far as the table can have one.
std::string member_for(const model::Table& table, const Columns& columns) {
  const bool has_nullable = std::any_of(
      columns.begin(), columns.end(),
      [&table](model::ColumnIndex column) { return table.columns[column].is_nullable; });
  const bool takes_key = table.primary_key.empty() && !has_nullable;
  return fmt::format("{} ({});", takes_key ? "primary key" : "unique", names_of(table, columns));
}

}  // namespace

// Of a single column it is what was meant: any number of rows without a value.
void unique_over_nullable_column(const Schema& schema, Sink& sink) {
  for_each_table(schema, [&](const Table& table) {
    const model::Table& meaning = *table.meaning;
    for (std::size_t i = 0; i < table.uniques.size(); ++i) {
      const Columns& columns = meaning.uniques[i].columns;
      const auto nullable = std::find_if(
          columns.begin(), columns.end(),
          [&meaning](model::ColumnIndex column) { return meaning.columns[column].is_nullable; });
      if (columns.size() == 1 || nullable == columns.end()) continue;
      sink.report(
          Diagnostic(Code::Orm602, table.uniques[i],
                     fmt::format("rows of `{}` without `{}` may repeat: to the database each NULL "
                                 "differs from every other",
                                 meaning.name, meaning.columns[*nullable].name))
              .also(table.columns[*nullable]->name.span, "this may be absent")
              .help(fmt::format("make `{}` required, or say that it is meant: "
                                "`// ormgen:allow ORM602`",
                                meaning.columns[*nullable].name)));
    }
  });
}

void pairs_that_may_repeat(const Schema& schema, Sink& sink) {
  for (const Table& table : schema.link_tables) {
    const model::Table& meaning = *table.meaning;
    const Columns columns = link_columns(meaning);
    if (columns.empty() || is_unique(meaning, columns)) continue;
    const std::string member = member_for(meaning, columns);
    sink.report(
        Diagnostic(Code::Orm606, table.name->span,
                   fmt::format("`{}` can hold the same link twice: no key and no unique set "
                               "is over ({})",
                               meaning.name, names_of(meaning, columns)))
            .help(fmt::format("add `{}`", member))
            .fix(add_member(schema.file_of(table.name->span), *table.node, member)));
  }
}

}  // namespace ormgen::linting
