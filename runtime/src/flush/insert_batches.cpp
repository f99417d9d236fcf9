#include "flush/insert_batches.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "flush/statements.h"
#include "sql/schema.h"

namespace orm::flush {

namespace {

// Of these rows at most, and of these bytes, a journal stays in memory, where it has room for
// sixteen pages: about eight are where a table and its indexes end.
constexpr std::size_t rows_with_journal = 64;
constexpr std::size_t fewer_with_journal = 8;
constexpr std::size_t bytes_with_journal = 12288;
static_assert(rows_with_journal % fewer_with_journal == 0);
// So many of these rows may come before the last one in an index, and so to other pages.
constexpr std::size_t most_scattered = 8;
// Integers that differ by so much are often on the same page.
constexpr std::uint64_t near = 8;

// Whether the one value is before the other in an index, and not near it, as far as it is cheaply
// told.
bool is_before(const ValueView& left, const ValueView& right) {
  if (left.kind != right.kind) return false;
  if (left.kind == ValueKind::Integer) {
    const auto distance =
        static_cast<std::uint64_t>(right.integer) - static_cast<std::uint64_t>(left.integer);
    return left.integer < right.integer && distance > near;
  }
  if (left.kind == ValueKind::Real) return left.real < right.real;
  return left.has_bytes() && left.bytes() < right.bytes();
}

std::size_t bytes_of(std::span<const ValueView> parameters) {
  std::size_t bytes = 0;
  for (const ValueView& value : parameters) {
    bytes += value.has_bytes() ? value.size : sizeof value.integer;
  }
  return bytes;
}

}  // namespace

InsertBatches::InsertBatches(db::Connection& connection, const char* table, Plan plan)
    : connection_(connection) {
  const bool has_journals = plan.rows >= rows_with_journal && !connection.has_savepoint();
  const bool needs_keys = plan.assigns_keys && plan.rows > 1;
  if (!has_journals && !needs_keys) return;
  facts_ = connection.facts(table);
  goes_one_by_one_ = needs_keys && !facts_.has_consecutive_ids;
  if (!has_journals) return;
  may_keep_rows_ = plan.can_fail && facts_.is_plain && !facts_.has_foreign_keys;
  limits_journals_ = !may_keep_rows_ && !connection.is_in_memory();
}

InsertBatches::InsertBatches(db::Connection& connection, const EntityMapping& entity,
                             ColumnSet columns, Plan plan)
    : InsertBatches(connection, entity.table, plan) {
  for (unsigned i = 0; i < entity.columns.size(); ++i) {
    if (columns.contains(i)) add_column(entity.columns[i].name);
  }
}

void InsertBatches::add_column(const char* name) {
  const auto is_same = [name](const std::string& other) { return sql::is_same_name(name, other); };
  if (limits_journals_ && std::any_of(facts_.indexed.begin(), facts_.indexed.end(), is_same)) {
    indexed_.push_back(width_);
  }
  ++width_;
}

std::size_t InsertBatches::next(std::size_t left) const {
  if (goes_one_by_one_) return 1;
  const std::size_t rows = rows_for(connection_, left, width_);
  return limits_journals_ ? std::min(rows, rows_with_journal) : rows;
}

std::size_t InsertBatches::together(std::span<const ValueView> parameters, std::size_t rows) const {
  if (!limits_journals_ || rows < rows_with_journal) return rows;
  if (are_scattered(parameters, rows)) return 1;
  const std::size_t bytes = bytes_of(parameters);
  if (bytes <= bytes_with_journal) return rows;
  return bytes / rows * fewer_with_journal <= bytes_with_journal ? fewer_with_journal : 1;
}

bool InsertBatches::are_scattered(std::span<const ValueView> parameters, std::size_t rows) const {
  std::size_t jumps = 0;
  for (const std::size_t place : indexed_) {
    for (std::size_t row = 1; row < rows; ++row) {
      const ValueView* const value = &parameters[row * width_ + place];
      if (is_before(*value, *(value - width_))) ++jumps;
    }
  }
  return jumps > most_scattered;
}

}  // namespace orm::flush
