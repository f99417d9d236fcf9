// Runs one program in a session of its own.
#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "handles.h"
#include "program.h"

namespace differential {

/// Writes what the operations read, the kind of the errors they raise, and all rows after each
/// commit and at the end.
class Executor {
 public:
  /// `dump` is a query of one column, which gives the rows of all tables in `file`.
  Executor(const orm::Engine& engine, std::string file, std::string dump, std::ostream& output);

  void run(const Program& program);

 private:
  /// False when it failed and was not expected to.
  bool run_one(const Operation& operation);
  void execute(const Operation& operation);
  bool use_transaction(const Operation& operation);
  orm::Savepoint& innermost();
  bool use_session(const Operation& operation);
  bool use_object(const Operation& operation);
  void link(const Operation& operation);
  void read(const Operation& operation);
  void merge(const Operation& operation);
  void set_autoflush(const std::string& word);
  void change_outside(const Words& words);
  void say(const std::string& name, const std::string& text);
  void write_rows();

  orm::Session session_;
  std::string file_;
  std::string dump_;
  std::ostream& output_;
  Handles handles_;
  std::vector<orm::Savepoint> savepoints_;
  std::unique_ptr<orm::Session::NoAutoflush> no_autoflush_;
};

}  // namespace differential
