#include "statement.h"

#include <stdexcept>

namespace by_hand {

Statement::Statement(sqlite3* db, const char* sql) : db_(db) {
  sqlite3_stmt* statement = nullptr;
  check(sqlite3_prepare_v2(db, sql, -1, &statement, nullptr));
  statement_.reset(statement);
}

void Statement::bind(std::int64_t value) {
  check(sqlite3_bind_int64(statement_.get(), ++bound_, value));
}
void Statement::bind(double value) {
  check(sqlite3_bind_double(statement_.get(), ++bound_, value));
}
void Statement::bind(const std::string& value) {
  check(sqlite3_bind_text64(statement_.get(), ++bound_, value.data(), value.size(),
                            SQLITE_TRANSIENT, SQLITE_UTF8));
}
void Statement::bind(const std::optional<std::string>& value) {
  if (value.has_value()) {
    bind(*value);
  } else {
    check(sqlite3_bind_null(statement_.get(), ++bound_));
  }
}

bool Statement::step() {
  const int status = sqlite3_step(statement_.get());
  if (status == SQLITE_ROW) return true;
  if (status != SQLITE_DONE) check(status);
  return false;
}

std::int64_t Statement::run() {
  while (step()) {
  }
  check(sqlite3_reset(statement_.get()));
  bound_ = 0;
  return sqlite3_changes64(db_);
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}
double Statement::real(int column) const { return sqlite3_column_double(statement_.get(), column); }
std::string Statement::text(int column) const {
  const unsigned char* text = sqlite3_column_text(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return text == nullptr
             ? std::string()
             : std::string(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
}
std::optional<std::int64_t> Statement::optional_integer(int column) const {
  return is_null(column) ? std::nullopt : std::optional(integer(column));
}
std::optional<double> Statement::optional_real(int column) const {
  return is_null(column) ? std::nullopt : std::optional(real(column));
}
std::optional<std::string> Statement::optional_text(int column) const {
  return is_null(column) ? std::nullopt : std::optional(text(column));
}

void Statement::check(int status) const {
  if (status != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(db_));
}
bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

}  // namespace by_hand
