// Rows that SQLite hands over as it comes to them.
#pragma once

#include <exception>
#include <span>

#include "db/sqlite/state.h"
#include "db/statement.h"

namespace orm::db::sqlite {

/// Takes the rows of one run of a statement that gives its columns to the aggregate function
/// `sqlite_orm_take`. To come to a row, to leave SQLite with it, to ask for each column and to come
/// back is a quarter of what SQLite does for rows that are read one after the other; the function
/// is called with the columns at hand.
class RowSink {
 public:
  static constexpr const char* function_name = "sqlite_orm_take";

  /// Makes the function known to the connection, unless it is. Raises the typed errors.
  static void add_function(State& state);

  /// Those of the current row; empty where there is none.
  using Columns = std::span<sqlite3_value* const>;

  /// Gives each row to `take(taker, row)`, with its columns in `columns`.
  RowSink(Statement& row, Columns& columns, void* taker, Statement::TakeRow take)
      : row_(row), columns_(columns), taker_(taker), take_(take) {}
  RowSink(const RowSink&) = delete;
  RowSink& operator=(const RowSink&) = delete;

  /// Runs the statement to its end. Returns its result code; throws what `take` has thrown.
  int run(State& state, sqlite3_stmt* statement);

  /// For the function: takes a row.
  void accept(sqlite3_context* context, Columns columns) noexcept;

 private:
  Statement& row_;
  Columns& columns_;
  void* taker_;
  Statement::TakeRow take_;
  std::exception_ptr error_;
  // A row is being taken: what runs meanwhile is not this run.
  bool is_taking_ = false;
};

}  // namespace orm::db::sqlite
