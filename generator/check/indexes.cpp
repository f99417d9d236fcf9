#include "check/passes.h"

namespace ormgen::checking {

namespace {

// Expressions and conditions are refused by `report_unsupported`.
bool is_plain(const ast::Index& node) {
  if (node.where) return false;
  for (const ast::IndexItem& item : node.items) {
    if (std::holds_alternative<ast::Sql>(item.key)) return false;
  }
  return true;
}

void resolve_index(Draft& draft, TableDraft& table, const BodyDraft& part, const ast::Index& node) {
  std::vector<ast::Name> names;
  names.reserve(node.items.size());
  for (const ast::IndexItem& item : node.items) names.push_back(std::get<ast::Name>(item.key));
  const auto columns = find_columns(draft, table, names);
  if (!columns) return;
  model::Index& index = draft.resolved(table).indexes.emplace_back();
  if (node.name) index.name = node.name->text;
  for (std::size_t i = 0; i < columns->size(); ++i) {
    index.columns.push_back({(*columns)[i], node.items[i].descending});
  }
  table.index_spans.push_back(place_of_name(part, node));
}

}  // namespace

void resolve_indexes(Draft& draft) {
  for (TableDraft* table : draft.tables()) {
    for (model::ColumnIndex i = 0; i < table->columns.size(); ++i) {
      if (!table->columns[i].node->index) continue;
      draft.resolved(*table).indexes.push_back({"", {{i, false}}});
      table->index_spans.push_back(*table->columns[i].node->index);
    }
    for (const BodyDraft& part : table->bodies) {
      for (const ast::Index& node : part.body->indexes) {
        if (is_plain(node)) resolve_index(draft, *table, part, node);
      }
    }
  }
}

}  // namespace ormgen::checking
