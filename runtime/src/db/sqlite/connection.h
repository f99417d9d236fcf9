// A connection to an SQLite database.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "db/pooled_connection.h"
#include "db/sqlite/question.h"
#include "db/sqlite/row_sink.h"
#include "db/sqlite/state.h"
#include "db/sqlite/tables.h"
#include "db/statement_cache.h"

namespace orm::db::sqlite {

class SqliteConnection final : public PooledConnection {
 public:
  /// Takes over a database that is open.
  explicit SqliteConnection(State state);

  Statement* find(Shape shape) override { return cache_.find(shape); }
  Statement* prepare(Shape shape, StatementText text) override;
  void release(Statement* statement) noexcept override { cache_.release(statement); }
  void execute(const char* sql) override;

  bool in_transaction() const override;
  bool is_giving_rows() const override { return state_.sink != nullptr; }
  const std::string& last_failure() const noexcept override { return state_.last_failure; }
  bool is_writing() const override;
  std::int64_t last_insert_id() const override;
  std::int64_t changes() const override;
  bool is_in_memory() const override { return state_.path.empty(); }
  bool has_savepoint() const override { return savepoints_ > 0; }
  TableFacts facts(std::string_view table) override { return tables_.facts(table); }
  std::string_view look_up_source() const override { return Question::table_name; }
  std::string_view row_function() const override { return RowSink::function_name; }
  std::size_t max_row_columns() const override { return max_row_columns_; }
  std::size_t max_parameters() const override { return max_parameters_; }
  void executed(std::string_view sql, std::size_t parameter_sets, std::size_t steps) override;
  void begin(Statement& statement, std::span<const ValueView> parameters) override;
  void warn(std::string_view text) override { state_.observers.warnings.say(text); }

  void lend_to(const void* user) override;
  bool recycle() noexcept override;

 private:
  int execute_only(const char* sql);
  int execute_told(const char* sql);
  void note_savepoint(std::string_view sql);

  // The statements refer to the state, so it comes first and goes last.
  State state_;
  StatementCache cache_;
  Tables tables_;
  // Those that were begun by `execute`.
  std::size_t savepoints_ = 0;
  std::size_t max_parameters_;
  std::size_t max_row_columns_;
};

}  // namespace orm::db::sqlite
