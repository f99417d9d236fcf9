#include "flush/key_order.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

#include "graph/foreign_keys.h"
#include "orm/mapping.h"
#include "value/late_text.h"

namespace orm::flush {

namespace {

// By kind first, so that there is an order at all; of one kind as SQLite has it.
bool is_less(const ValueView& left, const ValueView& right) {
  if (is_late_text(left) || is_late_text(right)) {
    return is_less(StoredValue(left).view(), StoredValue(right).view());
  }
  if (left.kind != right.kind) return left.kind < right.kind;
  if (left.kind == ValueKind::Integer) return left.integer < right.integer;
  if (left.kind == ValueKind::Real) return left.real < right.real;
  return left.bytes() < right.bytes();
}

bool has_lower_key(const Object* left, const Object* right) {
  for (const std::uint16_t column : left->entity().key) {
    const ValueView one = detail::column_value(*left, column);
    const ValueView two = detail::column_value(*right, column);
    if (is_less(one, two)) return true;
    if (is_less(two, one)) return false;
  }
  return false;
}

std::optional<std::int64_t> integer_key(const Object& object) {
  const auto& columns = object.entity().key;
  const ValueView key = detail::column_value(object, columns[0]);
  if (columns.size() > 1 || key.kind != ValueKind::Integer) return std::nullopt;
  return key.integer;
}

// The common case. False when some key is something else than an integer.
bool sort_by_integer_key(std::vector<Object*>& objects) {
  // Most stand in the order in which they were read, or made.
  bool is_sorted = true;
  std::int64_t last = std::numeric_limits<std::int64_t>::min();
  for (const Object* object : objects) {
    const std::optional<std::int64_t> key = integer_key(*object);
    if (!key) return false;
    is_sorted = is_sorted && last <= *key;
    last = *key;
  }
  if (is_sorted) return true;
  std::vector<std::pair<std::int64_t, Object*>> keyed;
  keyed.reserve(objects.size());
  for (Object* object : objects) keyed.emplace_back(*integer_key(*object), object);
  std::sort(keyed.begin(), keyed.end(),
            [](const auto& left, const auto& right) { return left.first < right.first; });
  for (std::size_t i = 0; i < keyed.size(); ++i) objects[i] = keyed[i].second;
  return true;
}

}  // namespace

void sort_by_key(std::vector<Object*>& objects) {
  if (!sort_by_integer_key(objects)) std::sort(objects.begin(), objects.end(), has_lower_key);
}

}  // namespace orm::flush
