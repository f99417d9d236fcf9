// A connection of SQLite's own, which knows nothing of ours.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace orm_test {

/// What a statement is given for one of its `?`.
using PlainValue = std::variant<std::nullptr_t, std::int64_t, double, std::string>;

/// The shortest text that is this number, whether it is stored as a whole one or as a real one.
std::string number_text(double number);

class PlainConnection {
 public:
  explicit PlainConnection(const std::string& file);

  /// The rows of a statement: cells separated by `|`, real numbers as by `number_text`. Throws
  /// std::runtime_error for what SQLite refuses, and unless there is a value for each `?`.
  std::vector<std::string> rows(const std::string& sql,
                                const std::vector<PlainValue>& values = {}) const;
  /// The same with real numbers as SQLite writes them.
  std::vector<std::string> rows_as_written(const std::string& sql) const;
  /// Runs a script of statements.
  void execute(const std::string& script) const;

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  using CellText = std::string (*)(sqlite3_stmt* statement, int column);

  void require(bool condition, const std::string& sql) const;
  std::vector<std::string> read(const std::string& sql, const std::vector<PlainValue>& values,
                                CellText text) const;

  std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace orm_test
