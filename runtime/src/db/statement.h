// A compiled statement of one connection.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "orm/value.h"

namespace orm::db {

/// A statement in the forms in which it can be run, all of them with the same parameters and rows.
/// Only a limit is none of a look-up's: its caller stops at it.
struct StatementText {
  // Implicit: most statements have no other form.
  StatementText(const char* text) : sql(text) {}
  StatementText(std::string text) : sql(std::move(text)) {}

  /// As it is told to observers.
  std::string sql;
  /// For rows that equal its parameters, which it takes out of `Connection::look_up_source`: for
  /// the case that it is run again and again.
  std::string look_up;
  /// Gives its columns to `Connection::row_function` and has no rows: for `Statement::run`.
  std::string pushed;
};

/// Lives in its connection's statement cache. Bind, step until false, reset.
/// Failures are raised as the typed errors of orm/error.h, with the statement's SQL.
class Statement {
 public:
  virtual ~Statement() = default;

  /// Binds all parameters, first to last. Text and blob bytes are not copied: they have to stay
  /// where they are until `reset`.
  virtual void bind(std::span<const ValueView> parameters) = 0;
  /// Runs to the next row. True when there is one.
  virtual bool step() = 0;
  /// Runs to the end, and gives each row to `take` before the next one. What that throws is passed
  /// on, and ends the run.
  using TakeRow = void (*)(void* taker, Statement& row);
  virtual void run(void* taker, TakeRow take) = 0;
  /// Reads columns `first`... of the current row; bytes are valid until the next `step` or `reset`.
  /// Fails only in `run`, where SQL of the program calls the row function.
  virtual void read(unsigned first, std::span<ValueView> out) = 0;
  /// The same for one column.
  virtual void read_one(unsigned column, ValueView& out) = 0;
  /// How many columns its rows have; 0 for what has no rows.
  virtual unsigned columns() const noexcept = 0;
  /// Ends the run and releases the parameters. Never fails.
  virtual void reset() noexcept = 0;
  virtual std::string_view sql() const noexcept = 0;
};

/// Gives each row to `take(row)`.
template <class Take>
void for_each_row(Statement& statement, Take take) {
  statement.run(&take, [](void* taker, Statement& row) { (*static_cast<Take*>(taker))(row); });
}

}  // namespace orm::db
