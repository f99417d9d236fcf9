// INSERT of rows that no object stands for afterwards.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "db/connection.h"
#include "flush/filled_columns.h"
#include "orm/bulk.h"
#include "sql/select.h"

namespace orm::flush {

/// What is asked for of the rows that are inserted or updated.
struct ReturnedInserts {
  sql::Returned what;
  void* receiver;
  /// Takes a row, which has what was asked for.
  void (*take)(void* receiver, db::Statement& row);
};

/// Inserts the rows of objects of one entity, which are only looked at.
class BulkInsert {
 public:
  /// Raises InvalidRequestError for a conflict on columns that are not unique.
  BulkInsert(db::Connection& connection, const EntityMapping& entity,
             const detail::Conflict* conflict, const ReturnedInserts& returned);

  /// Raises DataError for a value that does not fit, InvalidRequestError for a key that is missing.
  void check(Object& object);
  /// Returns how many rows were inserted, or updated. They were checked before.
  std::int64_t insert(std::span<Object* const> objects);
  /// How many statements have written their rows.
  std::size_t steps() const { return steps_; }

 private:
  std::uint64_t bits_of(const Object& object) const;
  void require_given(const Object& object) const;
  std::string text(ColumnSet columns, std::size_t rows) const;
  std::string on_conflict(ColumnSet columns) const;
  bool is_updated(unsigned column) const;
  std::string shape(std::uint64_t columns, std::size_t rows, bool keeps_rows) const;
  // Those that have values for these columns. Returns how many rows were inserted, or updated.
  std::int64_t insert_same(std::span<Object* const> objects, std::uint64_t bits);
  // Leaves them in `values_`.
  void write_values(std::span<Object* const> objects, std::uint64_t bits);
  // `keeps_rows`: see InsertBatches::may_keep_rows.
  std::int64_t insert_values(std::span<const ValueView> values, std::size_t count,
                             std::uint64_t bits, bool keeps_rows);

  db::Connection& connection_;
  const EntityMapping& entity_;
  const FilledColumns filled_;
  const detail::Conflict* conflict_;
  ReturnedInserts returned_;
  std::vector<ValueView> values_;
  // Of a statement that gives rows back.
  std::vector<ValueView> parameters_;
  std::size_t steps_ = 0;
};

}  // namespace orm::flush
