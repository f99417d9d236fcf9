#include "db/sqlite/connection.h"

#include <utility>

#include "db/sqlite/errors.h"
#include "db/sqlite/statement.h"
#include "db/sqlite/statement_watch.h"

namespace orm::db::sqlite {
namespace {

constexpr std::size_t cached_statements = 500;

void count_rollback(void* rollbacks) { ++*static_cast<std::uint64_t*>(rollbacks); }

std::size_t limit_of(const State& state, int what) {
  return static_cast<std::size_t>(sqlite3_limit(state.database.get(), what, -1));
}

bool rolls_back(const char* sql) { return *sql == 'R' || *sql == 'r'; }

}  // namespace

SqliteConnection::SqliteConnection(State state)
    : state_(std::move(state)),
      cache_(cached_statements),
      tables_(state_),
      max_parameters_(limit_of(state_, SQLITE_LIMIT_VARIABLE_NUMBER)),
      max_row_columns_(limit_of(state_, SQLITE_LIMIT_FUNCTION_ARG)) {
  sqlite3_rollback_hook(state_.database.get(), count_rollback, &state_.rollbacks);
}

Statement* SqliteConnection::prepare(Shape shape, StatementText text) {
  auto statement = std::make_unique<SqliteStatement>(state_, std::move(text));
  state_.observers.recordings.prepared(state_.user);
  return cache_.add(shape, std::move(statement));
}

void SqliteConnection::execute(const char* sql) {
  state_.look_ups.make_way();
  if (state_.observers.log.is_on()) state_.observers.log.statement(sql, {});
  const int code = state_.observers.listener.is_on() ? execute_told(sql) : execute_only(sql);
  if (code != SQLITE_OK) raise(state_, code, sql);
  note_savepoint(sql);
  // The hook does not see ROLLBACK TO.
  if (rolls_back(sql)) ++state_.rollbacks;
}

void SqliteConnection::note_savepoint(std::string_view sql) {
  if (sql.starts_with("SAVEPOINT")) {
    ++savepoints_;
  } else if (sql.starts_with("RELEASE") && savepoints_ > 0) {
    --savepoints_;
  } else if (sql.starts_with("BEGIN")) {
    savepoints_ = 0;
  }
}

int SqliteConnection::execute_only(const char* sql) {
  return sqlite3_exec(state_.database.get(), sql, nullptr, nullptr, nullptr);
}

int SqliteConnection::execute_told(const char* sql) {
  StatementWatch watch;
  const int code = watch.time([&] { return execute_only(sql); });
  watch.tell(state_, sql, 0, 0, code != SQLITE_OK);
  return code;
}

bool SqliteConnection::in_transaction() const { return is_in_transaction(state_); }

// Before version 3.34 of SQLite nobody knows.
bool SqliteConnection::is_writing() const {
#ifdef SQLITE_TXN_WRITE
  return sqlite3_txn_state(state_.database.get(), "main") == SQLITE_TXN_WRITE;
#else
  return false;
#endif
}

std::int64_t SqliteConnection::last_insert_id() const {
  return sqlite3_last_insert_rowid(state_.database.get());
}

std::int64_t SqliteConnection::changes() const { return sqlite3_changes(state_.database.get()); }

void SqliteConnection::executed(std::string_view sql, std::size_t parameter_sets,
                                std::size_t steps) {
  state_.observers.recordings.executed(state_.user, sql, parameter_sets, steps);
}

void SqliteConnection::begin(Statement& statement, std::span<const ValueView> parameters) {
  auto& begun = static_cast<SqliteStatement&>(statement);
  state_.observers.recordings.executed(state_.user, begun.sql(), 1, 1);
  begun.bind(parameters);
}

void SqliteConnection::lend_to(const void* user) {
  if (in_transaction()) execute("ROLLBACK");
  state_.user = user;
}

bool SqliteConnection::recycle() noexcept {
  cache_.release_all();
  state_.look_ups.make_way();
  try {
    if (in_transaction()) execute("ROLLBACK");
  } catch (...) {
    // Closing the connection rolls back as well.
    state_.is_broken = true;
  }
  state_.user = nullptr;
  // What is in memory would be lost with its only connection.
  return !state_.is_broken || state_.path.empty();
}

}  // namespace orm::db::sqlite
