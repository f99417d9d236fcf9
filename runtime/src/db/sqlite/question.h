// What an open look-up is asked, as a table that SQLite reads.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "db/sqlite/state.h"
#include "orm/value.h"

namespace orm::db::sqlite {

/// The source of the rows of the table-valued function `sqlite_orm_asked(question)`. It has the
/// columns v1 to v8 and a row for each question: its values, or NULL in all columns behind the last
/// question, to mark the end of what it has found. So a statement that joins it to a table goes on
/// from question to question and never ends.
class Question {
 public:
  static constexpr std::size_t most_values = 8;
  /// No table of a program can have it, for SQLite keeps such names to itself.
  static constexpr const char* table_name = "sqlite_orm_asked";
  /// By which `sqlite3_bind_pointer` takes it.
  static constexpr const char* pointer_type = "orm::Question";

  /// Makes the function known to the connection, unless it is. Raises the typed errors.
  static void add_table(State& state);

  /// The next row. Copies the views: the bytes stay the caller's until SQLite has come to the row.
  void ask(std::span<const ValueView> values);
  /// SQLite has not come to what was asked last.
  bool is_waiting() const noexcept { return is_waiting_; }
  /// The current row is an end mark.
  bool is_at_end() const noexcept { return is_at_end_; }

  std::span<const ValueView> values() const { return {values_.data(), size_}; }

  /// For the table: goes on to the next row, which there always is.
  void advance() noexcept {
    is_at_end_ = !is_waiting_;
    is_waiting_ = false;
  }

 private:
  std::array<ValueView, most_values> values_{};
  std::size_t size_ = 0;
  bool is_waiting_ = false;
  bool is_at_end_ = false;
};

}  // namespace orm::db::sqlite
