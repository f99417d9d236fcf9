// Watching which statements run: for tests that state a number of statements, and for logs.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
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
  /// Forgets everything recorded so far.
  void clear();

 private:
  std::shared_ptr<db::EngineCore> engine_;
  std::unique_ptr<db::Recording> recording_;
};

}  // namespace orm
