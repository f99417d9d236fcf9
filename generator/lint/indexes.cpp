#include <fmt/format.h>

#include <algorithm>

#include "diagnostics/fixes.h"
#include "lint/edits.h"
#include "lint/rules.h"

namespace ormgen::linting {
namespace {

using Columns = std::vector<model::ColumnIndex>;

// An index helps to look up by the columns that it begins with, in whatever order they are.
bool begins_with(const Columns& index, const Columns& key) {
  return index.size() >= key.size() &&
         std::is_permutation(key.begin(), key.end(), index.begin(),
                             index.begin() + static_cast<std::ptrdiff_t>(key.size()));
}

// Its columns up to the first expression; none where it has only some of the rows.
Columns leading_columns(const model::Index& index) {
  Columns columns;
  if (!index.where.empty()) return columns;
  for (const model::IndexColumn& column : index.columns) {
    if (!column.column) break;
    columns.push_back(*column.column);
  }
  return columns;
}

bool has_index(const model::Table& table, const Columns& key) {
  const auto serves = [&key](const Columns& columns) { return begins_with(columns, key); };
  return serves(table.primary_key) ||
         std::any_of(table.uniques.begin(), table.uniques.end(),
                     [&](const model::Unique& unique) { return serves(unique.columns); }) ||
         std::any_of(table.indexes.begin(), table.indexes.end(),
                     [&](const model::Index& index) { return serves(leading_columns(index)); });
}

Span end_of_type(const ast::Column& column) {
  return column.optional ? *column.optional : column.key_target()->span;
}

Diagnostic with_remedy(Diagnostic finding, const Schema& schema, const KeyNode& key,
                       const std::string& names) {
  const File& file = schema.file_of(finding.primary.span);
  if (const auto* column = std::get_if<const ast::Column*>(&key)) {
    return std::move(finding)
        .help("add `index` to the column")
        .fix(add_behind(end_of_type(**column), " index"));
  }
  const std::string member = fmt::format("index ({});", names);
  return std::move(finding)
      .help(fmt::format("add `{}`", member))
      .fix(add_member_below(file, place_of(key), member));
}

}  // namespace

void key_without_index(const Schema& schema, Sink& sink) {
  for_each_table(schema, [&](const Table& table) {
    for (std::size_t i = 0; i < table.keys.size(); ++i) {
      const model::Table& meaning = *table.meaning;
      const model::ForeignKey& key = meaning.foreign_keys[i];
      if (has_index(meaning, key.columns)) continue;
      Diagnostic finding(
          Code::Orm601, place_of(table.keys[i]),
          fmt::format("no index begins with {}, so what refers to one `{}` is found by reading the "
                      "whole table",
                      quoted_columns(meaning, key.columns), schema.model.entity(key.target).name));
      sink.report(
          with_remedy(std::move(finding), schema, table.keys[i], names_of(meaning, key.columns)));
    }
  });
}

}  // namespace ormgen::linting
