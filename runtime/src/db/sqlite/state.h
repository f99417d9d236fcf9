// What the parts of one SQLite connection share.
#pragma once

#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "db/observers.h"
#include "db/sqlite/open_look_ups.h"

namespace orm::db::sqlite {

class RowSink;

struct CloseDatabase {
  void operator()(sqlite3* database) const noexcept { sqlite3_close(database); }
};

/// Owned by the connection, and outlives its statements.
struct State {
  Observers& observers;
  /// The file, for errors; empty for a database in memory.
  std::string path;
  std::chrono::milliseconds busy_timeout;
  bool is_read_only = false;
  std::unique_ptr<sqlite3, CloseDatabase> database = nullptr;
  /// Among those of its engine.
  std::uint64_t number = 0;
  /// For whom the connection works.
  const void* user = nullptr;
  /// Transactions and savepoints that were rolled back so far.
  std::uint64_t rollbacks = 0;
  /// The message of the last error.
  std::string last_failure = {};
  /// An error has shown that the connection cannot be used again.
  bool is_broken = false;
  /// It knows the table of questions.
  bool has_questions = false;
  OpenLookUps look_ups = {};
  /// It knows the function that takes rows.
  bool has_row_function = false;
  /// Takes the rows of the statement that runs.
  RowSink* sink = nullptr;
};

inline bool is_in_transaction(const State& state) {
  return sqlite3_get_autocommit(state.database.get()) == 0;
}

}  // namespace orm::db::sqlite
