#include <algorithm>

#include "check/annotations.h"
#include "check/passes.h"

namespace ormgen::checking {

namespace {

// An expression or a condition may be given for other databases only.
bool is_for_sqlite(const ast::Index& node) {
  const bool has_expressions =
      std::all_of(node.items.begin(), node.items.end(), [](const ast::IndexItem& item) {
        const auto* sql = std::get_if<ast::Sql>(&item.key);
        return sql == nullptr || !text_for_sqlite(*sql).empty();
      });
  return has_expressions && (!node.where || !text_for_sqlite(node.where->value).empty());
}

void resolve_index(Draft& draft, TableDraft& table, const BodyDraft& part, const ast::Index& node) {
  std::vector<ast::Name> names;
  for (const ast::IndexItem& item : node.items) {
    if (const auto* name = std::get_if<ast::Name>(&item.key)) names.push_back(*name);
  }
  const auto columns = find_columns(draft, table, names);
  if (!columns || !is_for_sqlite(node)) return;
  model::Index& index = draft.resolved(table).indexes.emplace_back();
  if (node.name) index.name = node.name->text;
  index.annotations = annotations_of(node);
  if (node.where) index.where = text_for_sqlite(node.where->value);
  auto next_column = columns->begin();
  for (const ast::IndexItem& item : node.items) {
    const auto* expression = std::get_if<ast::Sql>(&item.key);
    if (expression == nullptr) {
      index.columns.push_back({*next_column++, "", item.descending});
    } else {
      index.columns.push_back({std::nullopt, text_for_sqlite(*expression), item.descending});
    }
  }
  table.index_spans.push_back(place_of_name(part, node));
}

}  // namespace

void resolve_indexes(Draft& draft) {
  for (TableDraft* table : draft.tables()) {
    for (model::ColumnIndex i = 0; i < table->columns.size(); ++i) {
      if (!table->columns[i].node->index) continue;
      draft.resolved(*table).indexes.push_back({"", {{i, "", false}}, ""});
      table->index_spans.push_back(*table->columns[i].node->index);
    }
    for (const BodyDraft& part : table->bodies) {
      for (const ast::Index& node : part.body->indexes) {
        resolve_index(draft, *table, part, node);
      }
    }
  }
}

}  // namespace ormgen::checking
