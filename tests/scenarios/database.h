// A database file of its own for each test, written by a session and read apart from it.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "orm/orm.h"

namespace orm_test {

/// A folder that goes away with its owner.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string file(const char* name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

/// The rows of a query through a connection that knows nothing of ours: cells separated by `|`.
std::vector<std::string> rows_of(const std::string& file, const std::string& sql);

/// Runs a script of statements through such a connection.
void execute(const std::string& file, const std::string& script);

/// What was executed, short: `INSERT users x1`, `UPDATE addresses SET user_id x2`,
/// `SELECT addresses`.
std::vector<std::string> summary(const orm::StatementRecorder& recorder);

class DatabaseTest : public ::testing::Test {
 protected:
  explicit DatabaseTest(void (*create_all)(orm::Engine&))
      : engine(orm::create_engine("sqlite:///" + file())), session(engine) {
    create_all(engine);
    recorder.clear();
  }

  std::string file() const { return folder_.file("test.db"); }
  /// What another connection sees: committed rows.
  std::vector<std::string> rows(const std::string& sql) const { return rows_of(file(), sql); }
  /// What was executed since the last call.
  std::vector<std::string> executed() {
    std::vector<std::string> statements = summary(recorder);
    recorder.clear();
    return statements;
  }
  /// Adds, commits, and starts to count anew.
  template <class... Ts>
  void store(const orm::Ptr<Ts>&... objects) {
    session.add_all(objects...);
    session.commit();
    recorder.clear();
  }

 private:
  TemporaryFolder folder_;

 protected:
  orm::Engine engine;
  orm::Session session;
  orm::StatementRecorder recorder{engine};
};

}  // namespace orm_test
