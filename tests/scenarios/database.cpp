#include "database.h"

#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

#include "plain_connection.h"

namespace orm_test {

namespace {

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
  return PlainConnection(file).rows_as_written(sql);
}

void execute(const std::string& file, const std::string& script) {
  PlainConnection(file).execute(script);
}

std::vector<std::string> summary(const orm::StatementRecorder& recorder) {
  std::vector<std::string> statements;
  for (const orm::RecordedStatement& statement : recorder.statements()) {
    statements.push_back(summary_of(statement));
  }
  return statements;
}

}  // namespace orm_test
