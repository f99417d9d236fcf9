#include "database.h"

#include <sqlite3.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace orm_test {

namespace {

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

std::string cell(sqlite3_stmt* statement, int column) {
  if (sqlite3_column_type(statement, column) == SQLITE_NULL) return "NULL";
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  const int size = sqlite3_column_bytes(statement, column);
  return std::string(text, static_cast<std::size_t>(size));
}

void require(bool condition, sqlite3* database, const std::string& sql) {
  if (!condition) throw std::runtime_error(std::string(sqlite3_errmsg(database)) + ": " + sql);
}

// The text between the first two quotes at or after `at`.
std::string quoted(const std::string& sql, std::size_t at) {
  const std::size_t begin = sql.find('"', at) + 1;
  return sql.substr(begin, sql.find('"', begin) - begin);
}

// The names between SET and WHERE.
std::string set_columns(const std::string& sql) {
  const std::size_t end = sql.find(" WHERE ");
  std::string names;
  for (std::size_t at = sql.find(" SET "); (at = sql.find('"', at)) < end;) {
    const std::string name = quoted(sql, at);
    names += (names.empty() ? "" : ", ") + name;
    at += name.size() + 2;
  }
  return names;
}

std::string summary_of(const orm::RecordedStatement& statement) {
  const std::string verb = statement.sql.substr(0, statement.sql.find(' '));
  const std::size_t table = verb == "SELECT" ? statement.sql.find(" FROM ") : 0;
  std::string text = verb + " " + quoted(statement.sql, table);
  if (verb == "UPDATE") text += " SET " + set_columns(statement.sql);
  if (verb != "SELECT") text += " x" + std::to_string(statement.parameter_sets);
  return text;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "orm_test_XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::vector<std::string> rows_of(const std::string& file, const std::string& sql) {
  sqlite3* opened = nullptr;
  const int result = sqlite3_open(file.c_str(), &opened);
  const std::unique_ptr<sqlite3, Close> database(opened);
  require(result == SQLITE_OK, opened, sql);
  sqlite3_busy_timeout(opened, 5000);
  sqlite3_stmt* prepared = nullptr;
  require(sqlite3_prepare_v2(opened, sql.c_str(), -1, &prepared, nullptr) == SQLITE_OK, opened,
          sql);
  const std::unique_ptr<sqlite3_stmt, Close> statement(prepared);
  std::vector<std::string> rows;
  int step = sqlite3_step(prepared);
  for (; step == SQLITE_ROW; step = sqlite3_step(prepared)) {
    std::string row;
    for (int i = 0; i < sqlite3_column_count(prepared); ++i) {
      row += (i == 0 ? "" : "|") + cell(prepared, i);
    }
    rows.push_back(std::move(row));
  }
  require(step == SQLITE_DONE, opened, sql);
  return rows;
}

void execute(const std::string& file, const std::string& script) {
  sqlite3* opened = nullptr;
  const int result = sqlite3_open(file.c_str(), &opened);
  const std::unique_ptr<sqlite3, Close> database(opened);
  require(result == SQLITE_OK, opened, file);
  const int code = sqlite3_exec(opened, script.c_str(), nullptr, nullptr, nullptr);
  require(code == SQLITE_OK, opened, file);
}

std::vector<std::string> summary(const orm::StatementRecorder& recorder) {
  std::vector<std::string> statements;
  for (const orm::RecordedStatement& statement : recorder.statements()) {
    statements.push_back(summary_of(statement));
  }
  return statements;
}

}  // namespace orm_test
