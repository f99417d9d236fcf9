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

bool is_ordered(const Join& join) { return !join.relationship->order_by.empty(); }

}  // namespace

KeyOrder key_order(const Select& select) {
  using detail::Operator;
  if (!select.order_by.empty()) return KeyOrder::Other;
  if (std::any_of(select.joins.begin(), select.joins.end(), is_ordered)) return KeyOrder::Other;
  if (!has_tokens(select.order)) return KeyOrder::None;
  const auto& tokens = select.order->tokens;
  const bool is_by_key = tokens.size() == 2 && tokens[0].op == Operator::Column &&
                         tokens[0].entity == select.entity && tokens[0].alias == nullptr &&
                         has_integer_key(*select.entity) &&
                         tokens[0].column == select.entity->key[0];
  if (!is_by_key) return KeyOrder::Other;
  if (tokens[1].op == Operator::Ascending) return KeyOrder::Ascending;
  return tokens[1].op == Operator::Descending ? KeyOrder::Descending : KeyOrder::Other;
}

std::string pushed_text(const Select& select, std::string_view function, std::size_t most_columns) {
  const bool is_whole = select.parts == nullptr && !select.has_limit && !select.has_offset &&
                        !select.counts && !select.is_streamed;
  if (!is_whole || key_order(select) == KeyOrder::Other) return {};
  if (count_columns(select) > most_columns) return {};
  Select unordered = select;
  unordered.order = nullptr;
  return select_text(unordered, function);
}

}  // namespace orm::sql
