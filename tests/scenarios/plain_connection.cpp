#include "plain_connection.h"

#include <sqlite3.h>

#include <charconv>
#include <cstddef>
#include <stdexcept>

namespace orm_test {

namespace {

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

std::string text_as_written(sqlite3_stmt* statement, int column) {
  if (sqlite3_column_type(statement, column) == SQLITE_NULL) return "NULL";
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  const int size = sqlite3_column_bytes(statement, column);
  return std::string(text, static_cast<std::size_t>(size));
}

std::string text_of_number(sqlite3_stmt* statement, int column) {
  const bool is_real = sqlite3_column_type(statement, column) == SQLITE_FLOAT;
  return is_real ? number_text(sqlite3_column_double(statement, column))
                 : text_as_written(statement, column);
}

int bind(sqlite3_stmt* statement, int position, const PlainValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) {
    return sqlite3_bind_int64(statement, position, *whole);
  }
  if (const auto* real = std::get_if<double>(&value)) {
    return sqlite3_bind_double(statement, position, *real);
  }
  if (const auto* text = std::get_if<std::string>(&value)) {
    return sqlite3_bind_text(statement, position, text->data(), static_cast<int>(text->size()),
                             SQLITE_TRANSIENT);
  }
  return sqlite3_bind_null(statement, position);
}

}  // namespace

std::string number_text(double number) {
  char text[32];
  return std::string(text, std::to_chars(text, text + sizeof text, number).ptr);
}

void PlainConnection::Close::operator()(sqlite3* database) const { sqlite3_close(database); }

PlainConnection::PlainConnection(const std::string& file) {
  sqlite3* opened = nullptr;
  const int result = sqlite3_open(file.c_str(), &opened);
  database_.reset(opened);
  require(result == SQLITE_OK, file);
  sqlite3_busy_timeout(opened, 5000);
}

std::vector<std::string> PlainConnection::rows(const std::string& sql,
                                               const std::vector<PlainValue>& values) const {
  return read(sql, values, text_of_number);
}

std::vector<std::string> PlainConnection::rows_as_written(const std::string& sql) const {
  return read(sql, {}, text_as_written);
}

void PlainConnection::execute(const std::string& script) const {
  require(sqlite3_exec(database_.get(), script.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK,
          script);
}

void PlainConnection::require(bool condition, const std::string& sql) const {
  if (!condition) {
    throw std::runtime_error(std::string(sqlite3_errmsg(database_.get())) + ": " + sql);
  }
}

std::vector<std::string> PlainConnection::read(const std::string& sql,
                                               const std::vector<PlainValue>& values,
                                               CellText text) const {
  sqlite3_stmt* prepared = nullptr;
  require(sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &prepared, nullptr) == SQLITE_OK,
          sql);
  const std::unique_ptr<sqlite3_stmt, Finalize> statement(prepared);
  if (sqlite3_bind_parameter_count(prepared) != static_cast<int>(values.size())) {
    throw std::runtime_error("not as many values as parameters: " + sql);
  }
  int position = 0;
  for (const PlainValue& value : values) {
    require(bind(prepared, ++position, value) == SQLITE_OK, sql);
  }
  std::vector<std::string> rows;
  int step = sqlite3_step(prepared);
  for (; step == SQLITE_ROW; step = sqlite3_step(prepared)) {
    std::string row;
    for (int i = 0; i < sqlite3_column_count(prepared); ++i) {
      row += (i == 0 ? "" : "|") + text(prepared, i);
    }
    rows.push_back(std::move(row));
  }
  require(step == SQLITE_DONE, sql);
  return rows;
}

}  // namespace orm_test
