// How many rows one INSERT takes.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "db/connection.h"
#include "orm/mapping.h"
#include "orm/row.h"
#include "orm/value.h"

namespace orm::flush {

/// For the rows of one table, within one step of a flush.
///
/// Many rows in one statement cost a fraction of as many statements, but for its journal: SQLite
/// copies each page that such a statement changes, to take back the first rows where a later one
/// fails. Beyond 64 KiB the copies go to a temporary file, with two writes for each page, also of
/// pages that leave the cache meanwhile: then the journal costs more than the statements. In memory
/// it never does. A table that is plain and has no foreign keys needs none, for a flush that fails
/// is taken back as a whole. Otherwise statements are kept so small that their journals stay small.
/// Within a savepoint neither helps, which has a journal for all that follows it.
class InsertBatches {
 public:
  /// What is known of many rows before the first of them.
  struct Plan {
    /// In all; of few that have their keys, nothing is asked of the database.
    std::size_t rows;
    /// The statements can be INSERT OR FAIL, which keeps no journal.
    bool can_fail = true;
    /// The database does, and they have to be known.
    bool assigns_keys = false;
  };

  /// The columns are to be added.
  InsertBatches(db::Connection& connection, const char* table, Plan plan);
  /// Each row has parameters for these columns.
  InsertBatches(db::Connection& connection, const EntityMapping& entity, ColumnSet columns,
                Plan plan);

  /// A statement of so many rows may keep those before the one where it fails: it is to be
  /// INSERT OR FAIL.
  bool may_keep_rows(std::size_t rows) const { return may_keep_rows_ && rows > 1; }

  /// The next parameter of each row is for that column.
  void add_column(const char* name);
  /// How many rows are to be looked at next, of so many that are left.
  std::size_t next(std::size_t left) const;
  /// Calls `run(first, rows, parameters)` for each statement that is to be run for the `rows` rows
  /// with these parameters, with which of them it takes; returns how many there are.
  template <class Run>
  std::size_t split(std::span<const ValueView> parameters, std::size_t rows, Run run) const {
    const std::size_t size = together(parameters, rows);
    for (std::size_t first = 0; first < rows; first += size) {
      run(first, size, parameters.subspan(first * width_, size * width_));
    }
    return rows / size;
  }

 private:
  // How many of the rows one statement takes, a divisor.
  std::size_t together(std::span<const ValueView> parameters, std::size_t rows) const;
  // True when rows often go back to earlier places of an index.
  bool are_scattered(std::span<const ValueView> parameters, std::size_t rows) const;

  db::Connection& connection_;
  db::TableFacts facts_;
  bool goes_one_by_one_ = false;
  bool may_keep_rows_ = false;
  bool limits_journals_ = false;
  std::size_t width_ = 0;
  // Which of a row's parameters are for columns that an index begins with.
  std::vector<std::size_t> indexed_;
};

}  // namespace orm::flush
