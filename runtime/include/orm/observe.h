// Watching which statements run: for tests that state a number of statements, and for logs.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace orm {

class Engine;
class Session;

/// One execution: a query, or one statement of a flush plan with any number of parameter sets.
/// BEGIN, COMMIT, ROLLBACK and SAVEPOINT are not executions.
struct RecordedStatement {
  /// The statement for one row, whatever number of rows one physical statement carried.
  std::string sql;
  /// Rows written by a flush statement, keys of a chunked query, 1 for a plain query.
  std::size_t parameter_sets = 0;
  /// Physical statements that were run for it.
  std::size_t steps = 0;
};

/// One physical run of a statement, as `EngineOptions::on_statement` is told; valid for that call.
/// BEGIN, COMMIT, ROLLBACK, savepoints and the creation of tables are statements, too.
struct StatementEvent {
  std::string_view sql;
  /// Bound values.
  std::size_t parameters = 0;
  /// Rows that were read; of a statement that gives none, rows that were written.
  std::int64_t rows = 0;
  /// What the database took, without what the program did between two rows.
  std::chrono::nanoseconds time{0};
  /// The connection: the engine counts them from 1 on, in the order in which it opens them.
  std::uint64_t connection = 0;
  /// The database refused the statement, which raises the error.
  bool has_failed = false;
};

/// What is expected of recorded statements. One in words, or several of them composed:
///
///     const auto links = orm::in_any_order({"INSERT posts", "INSERT tags"});
///     EXPECT_EQ(recorder.mismatch(orm::exactly({"INSERT users x2", links, orm::count(3)})), "");
class StatementExpectation {
 public:
  /// One statement whose SQL has these words, in this order and maybe with others between them:
  /// `UPDATE users SET name`. Case counts, quotes and other signs do not. A last word like `x3`
  /// asks for that many parameter sets.
  StatementExpectation(const char* words) : words_(words) {}

  /// Lines of text, for messages.
  std::string text(const std::string& indent = {}) const;
  /// True when the statements from position `begin` on, up to some position, are as expected; the
  /// positions where that may end are added to `ends`.
  bool match(const std::vector<RecordedStatement>& statements, std::size_t begin,
             std::vector<std::size_t>& ends) const;

  friend StatementExpectation exactly(std::vector<StatementExpectation> parts);
  friend StatementExpectation in_any_order(std::vector<StatementExpectation> parts);
  friend StatementExpectation count(std::size_t statements);

 private:
  enum class Kind { One, Sequence, AnyOrder, Count };
  StatementExpectation(Kind kind, std::vector<StatementExpectation> parts, std::size_t number)
      : kind_(kind), parts_(std::move(parts)), number_(number) {}

  Kind kind_ = Kind::One;
  std::string words_;
  std::vector<StatementExpectation> parts_;
  std::size_t number_ = 0;
};

/// One after the other, and nothing between them.
StatementExpectation exactly(std::vector<StatementExpectation> parts);
/// All of them, nothing else, and in whatever order.
StatementExpectation in_any_order(std::vector<StatementExpectation> parts);
/// So many statements, whatever they are.
StatementExpectation count(std::size_t statements);

namespace db {
class EngineCore;
class Recording;
}  // namespace db

/// Records what an engine, or one session's connection, executes while the recorder lives.
/// Belongs to one thread; a recorder of an engine must not be read while other threads use it.
class StatementRecorder {
 public:
  explicit StatementRecorder(Engine& engine);
  explicit StatementRecorder(Session& session);
  ~StatementRecorder();
  StatementRecorder(const StatementRecorder&) = delete;
  StatementRecorder& operator=(const StatementRecorder&) = delete;

  /// In the order of execution.
  const std::vector<RecordedStatement>& statements() const;
  std::size_t executions() const;
  /// Sum over all executions.
  std::size_t parameter_sets() const;
  /// Physical statements run.
  std::size_t steps() const;
  /// Statements compiled by the database, that is, not found in the statement cache.
  std::size_t prepares() const;
  /// Empty when the statements are as expected, from the first to the last; else what was expected
  /// and what was executed, in lines.
  std::string mismatch(const StatementExpectation& expected) const;
  /// Forgets everything recorded so far.
  void clear();

 private:
  std::shared_ptr<db::EngineCore> engine_;
  // Tells the session from all others, also from those that are made after it.
  std::shared_ptr<const void> session_;
  std::unique_ptr<db::Recording> recording_;
};

/// How many executions a session, or all sessions of an engine, may make while it lives:
///
///     orm::StatementBudget budget(session, 2);
///
/// The one that exceeds it raises StatementBudgetError with all statements so far, and so does each
/// one after it. A query is refused before it runs; in a flush, it fails the flush, which is then
/// rolled back as after any error.
class StatementBudget {
 public:
  StatementBudget(Engine& engine, std::size_t most);
  StatementBudget(Session& session, std::size_t most);
  /// Never raises.
  ~StatementBudget();
  StatementBudget(const StatementBudget&) = delete;
  StatementBudget& operator=(const StatementBudget&) = delete;

  /// Executions so far.
  std::size_t used() const;

 private:
  std::shared_ptr<db::EngineCore> engine_;
  // Tells the session from all others, also from those that are made after it.
  std::shared_ptr<const void> session_;
  std::unique_ptr<db::Recording> recording_;
};

}  // namespace orm
