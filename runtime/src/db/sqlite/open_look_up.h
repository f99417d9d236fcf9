// A look-up that stays open between its runs.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "db/sqlite/lookup.h"
#include "db/sqlite/question.h"

namespace orm::db::sqlite {

/// To begin and to end a statement is half of what SQLite does for one row that is found by its
/// key. So a look-up that is made again and again is one statement that does not end, and is asked
/// for other values each time.
///
/// It is open within a transaction only, and until anything but a look-up begins to run on the
/// connection (OpenLookUps). A statement that had begun before goes on beside it.
class OpenLookUp {
 public:
  /// Compiles `sql`, which has the columns of the look-up, and behind them one that is NULL where
  /// nothing is found; it joins them to the table of questions. Raises the typed errors, which have
  /// the text `told`.
  OpenLookUp(State& state, std::string_view sql, std::string_view told);
  OpenLookUp(const OpenLookUp&) = delete;
  OpenLookUp& operator=(const OpenLookUp&) = delete;
  ~OpenLookUp();

  /// False where SQLite would read whole tables for it: then it is not to be used.
  bool is_searching() const noexcept { return is_searching_; }

  /// Begins a run with these values.
  void begin(std::span<const ValueView> values);
  /// The result code of a step: SQLITE_DONE where nothing more is found.
  int step();
  /// Ends the run. The statement stays open where it can.
  void end() noexcept;
  /// Ends the statement, too, unless it is in a run.
  void make_way() noexcept;
  /// Where the current row can be read.
  sqlite3_stmt* row() const noexcept { return compiled_.get(); }
  std::span<const ValueView> values() const { return question_.values(); }
  /// A run before this one left rows behind, which had to be thrown away.
  bool has_met_leftovers() const noexcept { return has_met_leftovers_; }

 private:
  void close() noexcept;

  State& state_;
  Question question_;
  CompiledStatement compiled_;
  int found_column_ = 0;
  int code_ = 0;
  // What has run on the connection when the run began.
  std::uint64_t others_ = 0;
  bool is_searching_ = false;
  bool is_listed_ = false;
  bool is_running_ = false;
  bool is_first_step_ = false;
  bool has_met_leftovers_ = false;
};

}  // namespace orm::db::sqlite
