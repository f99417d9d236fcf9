#include "sql/pushed.h"

#include <algorithm>

namespace orm::sql {

namespace {

bool has_integer_key(const EntityMapping& entity) {
  if (entity.key.size() != 1) return false;
  const ColumnType type = entity.columns[entity.key[0]].type;
  return type == ColumnType::Int32 || type == ColumnType::Int64;
}

// No less than there are.
std::size_t count_columns(const Select& select) {
  std::size_t count = select.entity->columns.size();
  for (const Join& join : select.joins) count += join.relationship->target->columns.size();
  return count + (select.keys.link == nullptr ? 0 : select.keys.columns.size());
}

// By its relationships, whatever the query says.
bool has_ordered_lists(const Select& select) {
  const auto is_ordered = [](const Join& join) { return !join.relationship->order_by.empty(); };
  return !select.order_by.empty() ||
         std::any_of(select.joins.begin(), select.joins.end(), is_ordered);
}

bool is_whole(const Select& select) { return is_just_rows(select) && !select.has_limit; }

}  // namespace

// With conditions another index may lead to fewer rows, and the order decides whether it does.
bool is_all_by_key(const Select& select) {
  if (!is_whole(select) || select.keys.count > 0) return false;
  if (has_tokens(select.where) || has_tokens(select.criteria) || !has_tokens(select.order)) {
    return false;
  }
  const auto& tokens = select.order->tokens;
  return tokens.size() == 2 && is_column_of(tokens[0], *select.entity) &&
         tokens[1].op == detail::Operator::Ascending && has_integer_key(*select.entity) &&
         tokens[0].column == select.entity->key[0] && !has_ordered_lists(select);
}

std::string pushed_text(const Select& select, std::string_view function, std::size_t most_columns) {
  if (!is_whole(select) || count_columns(select) > most_columns) return {};
  const bool is_by_key = is_all_by_key(select);
  if (!is_by_key && (has_tokens(select.order) || has_ordered_lists(select))) return {};
  return select_text(select, function, is_by_key);
}

}  // namespace orm::sql
