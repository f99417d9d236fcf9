// A connection to a database, confined to the thread that holds it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "db/statement.h"

namespace orm::db {

/// What identifies a statement in the cache: its shape as bytes. A query's shape is its tokens
/// without values; a fixed statement's shape is the address of its text.
using Shape = std::string_view;

/// What those who write rows have to know about a table of the database.
struct TableFacts {
  /// The ids of a multi-row INSERT, none of them given, are surely consecutive and end at
  /// `last_insert_id`: an ordinary rowid table without triggers and conflict clauses, whose rowids
  /// are far from their limit.
  bool has_consecutive_ids = false;
  /// It has neither triggers nor conflict clauses, over which those of a statement would go, and no
  /// temporary table hides it.
  bool is_plain = false;
  /// Whether they are enforced or not.
  bool has_foreign_keys = false;
  /// The first columns of its key and of its indexes. Stays good until the next look at a table.
  std::span<const std::string> indexed = {};
};

class Connection {
 public:
  virtual ~Connection() = default;

  /// The cached statement of that shape, or null when the cache has none that is free. The caller
  /// gives it back by `release`.
  virtual Statement* find(Shape shape) = 0;
  /// Compiles `text`, keeps it under `shape` and hands it out, to be given back by `release`. The
  /// least recently used statement leaves a cache that is full.
  virtual Statement* prepare(Shape shape, StatementText text) = 0;
  /// Resets the statement and makes it free. Never fails.
  virtual void release(Statement* statement) noexcept = 0;

  /// Runs SQL without parameters and results: transaction control, DDL, pragmas.
  virtual void execute(const char* sql) = 0;

  virtual bool in_transaction() const = 0;
  /// Within `Statement::run`, which may not be ended from there.
  virtual bool is_giving_rows() const = 0;
  /// The message of the last error that was raised; empty when there was none, or no memory for it.
  virtual const std::string& last_failure() const noexcept = 0;
  /// True when the transaction has the lock for writing.
  virtual bool is_writing() const = 0;
  /// The rowid of the last row inserted on this connection.
  virtual std::int64_t last_insert_id() const = 0;
  /// Rows changed by the last statement, not counting those changed by triggers or actions.
  virtual std::int64_t changes() const = 0;
  virtual bool is_in_memory() const = 0;
  /// Within a savepoint, which keeps what stood on each page.
  virtual bool has_savepoint() const = 0;
  /// Looked up again when the schema has changed; nothing is true of a table that is not there.
  virtual TableFacts facts(std::string_view table) = 0;
  /// The table-valued function whose columns v1, v2... are the parameters of a look-up.
  virtual std::string_view look_up_source() const = 0;
  /// The function that takes rows, and how many columns these may have.
  virtual std::string_view row_function() const = 0;
  virtual std::size_t max_row_columns() const = 0;
  /// Greatest number of parameters in one statement.
  virtual std::size_t max_parameters() const = 0;

  /// Tells the observers of the engine and of this connection about one execution: the statement
  /// for one row, how many parameter sets and how many physical statements it took.
  virtual void executed(std::string_view sql, std::size_t parameter_sets, std::size_t steps) = 0;
  /// Begins an execution that is one run of one of its statements: tells the observers, and binds.
  virtual void begin(Statement& statement, std::span<const ValueView> parameters) = 0;
  /// Passes on what is worth saying and no error.
  virtual void warn(std::string_view text) = 0;
};

/// Holds a statement from the cache for one run, and gives it back.
class StatementLease {
 public:
  StatementLease(Connection& connection, Statement* statement)
      : connection_(&connection), statement_(statement) {}
  StatementLease(StatementLease&& other) noexcept
      : connection_(other.connection_), statement_(std::exchange(other.statement_, nullptr)) {}
  StatementLease& operator=(StatementLease&&) = delete;
  ~StatementLease() {
    if (statement_ != nullptr) connection_->release(statement_);
  }

  Statement* operator->() const { return statement_; }
  Statement& operator*() const { return *statement_; }

 private:
  Connection* connection_;
  Statement* statement_;
};

/// The cached statement of `shape`, or the one compiled from what `make_text` returns.
template <class MakeText>
StatementLease acquire(Connection& connection, Shape shape, MakeText make_text) {
  Statement* statement = connection.find(shape);
  if (statement == nullptr) statement = connection.prepare(shape, make_text());
  return {connection, statement};
}

}  // namespace orm::db
