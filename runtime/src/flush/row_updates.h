// UPDATE of rows by the keys of their objects.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "db/connection.h"
#include "flush/filled_columns.h"
#include "flush/key_ranges.h"
#include "flush/statements.h"
#include "identity/object_store.h"
#include "orm/row.h"

namespace orm::flush {

/// Writes the same columns of objects of one entity. Many go together, for each UPDATE costs more
/// than its row: not where columns come back, for nobody says of which row, nor where unique values
/// may pass from one of the rows to another, nor where keys are no rowids, or stand far apart.
class RowUpdates {
 public:
  /// `written` has the version, where there is one.
  RowUpdates(db::Connection& connection, identity::ObjectStore& objects,
             const EntityMapping& entity, std::uint64_t written, const FilledColumns& filled);

  /// Raises StaleDataError for a row that is not there, or has another version.
  void run(std::span<Object* const> objects);

 private:
  bool may_go_together() const;
  bool may_have_ranges(std::size_t rows) const;
  bool may_have_batches(std::size_t rows) const;
  db::StatementLease statement(Purpose purpose, std::size_t rows) const;
  // Null where there is none.
  const ColumnMapping* version() const;
  std::string of_version(std::string text) const;
  void run_one(db::Statement& statement, Object& object);
  // Updates what stands in ranges, or close together, by that statement; adds the others to
  // `others`. Says how many statements it took.
  std::size_t run_groups(Purpose purpose, std::span<Object* const> objects,
                         std::vector<Object*>& others);
  void run_range(db::Statement& statement, std::span<Object* const> objects,
                 std::span<const ValueView> keys);
  // Leaves the keys of the objects' rows, of one column, in `keys_`.
  void take_keys(std::span<Object* const> objects);
  void run_together(db::Statement& statement, std::span<Object* const> objects);
  void run_all(db::Statement& statement, std::span<Object* const> objects);
  // Writes the columns, the key and the version that the row has; returns where they end.
  ValueView* write_parameters(Object& object, ValueView* out);
  [[noreturn]] void name_unmatched(const db::Statement& statement, std::span<Object* const> objects,
                                   std::int64_t matched) const;

  db::Connection& connection_;
  identity::ObjectStore& objects_;
  const EntityMapping& entity_;
  std::uint64_t written_;
  ColumnSet columns_;
  const FilledColumns& filled_;
  KeyRanges ranges_;
  // How many parameters an object has.
  std::size_t width_;
  std::vector<ValueView> parameters_;
  std::vector<ValueView> cells_;
  std::vector<ValueView> keys_;
};

}  // namespace orm::flush
