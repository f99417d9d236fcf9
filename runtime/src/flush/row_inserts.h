// INSERT of the rows of new objects.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "db/connection.h"
#include "flush/filled_columns.h"
#include "flush/flush.h"
#include "flush/key_copies.h"
#include "flush/new_rows.h"
#include "identity/object_store.h"
#include "orm/row.h"

namespace orm::flush {

/// Of one entity, many in a statement where the keys that the database assigns are known from the
/// last one, and no other values come back.
class RowInserts {
 public:
  /// The objects come with their keys where they have some. Columns that are `postponed` are NULL.
  RowInserts(db::Connection& connection, identity::ObjectStore& objects, TransactionLog& log,
             const EntityMapping& entity, bool have_keys, std::uint64_t postponed);

  void run(std::span<Object* const> objects);

 private:
  // Says how many statements it took.
  std::size_t insert_batches(std::span<Object* const> objects);
  // `keeps_rows`: see InsertBatches::may_keep_rows.
  db::StatementLease statement(std::size_t rows, bool keeps_rows) const;
  void insert_rows(std::span<Object* const> objects, std::span<const ValueView> parameters,
                   bool keeps_rows);
  void insert_filled(Object& object);
  // Their rows are those that were inserted last.
  void enter(std::span<Object* const> objects);
  // Leaves the values, with the keys of objects that were inserted in the meantime, in
  // `parameters_`.
  void write_rows(std::span<Object* const> objects, ColumnSet columns, std::size_t width);
  void leave_out_postponed(ColumnSet columns);

  db::Connection& connection_;
  const EntityMapping& entity_;
  const FilledColumns filled_;
  // The database does.
  bool assigns_keys_;
  // The statement is that of the schema, for one row or more.
  bool is_standard_;
  std::uint64_t postponed_;
  // All but a key that the database assigns.
  ColumnSet columns_;
  std::size_t width_;
  KeyCopies keys_;
  NewRows rows_;
  std::vector<ValueView> parameters_;
  std::vector<ValueView> cells_;
};

}  // namespace orm::flush
