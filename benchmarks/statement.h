// A prepared statement of hand-written code, no more than the calls that a careful person makes.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace workloads {

[[noreturn]] inline void fail(sqlite3* database, const char* what) {
  std::fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(database));
  std::exit(3);
}

/// Ends the program where SQLite reports an error. Parameters count from 1, columns from 0.
class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql, unsigned flags = 0) : database_(database) {
    if (sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()), flags, &statement_,
                           nullptr) != SQLITE_OK) {
      fail(database, "prepare");
    }
  }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement() { sqlite3_finalize(statement_); }

  void bind(int parameter, std::int64_t value) { sqlite3_bind_int64(statement_, parameter, value); }
  void bind(int parameter, double value) { sqlite3_bind_double(statement_, parameter, value); }
  /// Looks at the text until the statement was run.
  void bind(int parameter, const std::string& value) {
    sqlite3_bind_text(statement_, parameter, value.data(), static_cast<int>(value.size()),
                      SQLITE_STATIC);
  }
  void bind_null(int parameter) { sqlite3_bind_null(statement_, parameter); }

  /// True when there is a row.
  bool step() {
    const int status = sqlite3_step(statement_);
    if (status == SQLITE_ROW) return true;
    if (status != SQLITE_DONE) fail(database_, "step");
    return false;
  }
  void reset() { sqlite3_reset(statement_); }
  /// For a statement without rows.
  void run() {
    step();
    reset();
  }

  bool is_null(int column) { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::int64_t integer(int column) { return sqlite3_column_int64(statement_, column); }
  double real(int column) { return sqlite3_column_double(statement_, column); }
  /// Without data where the column is NULL; valid until the next step.
  std::string_view text(int column) {
    const unsigned char* data = sqlite3_column_text(statement_, column);
    if (data == nullptr) return {};
    const int size = sqlite3_column_bytes(statement_, column);
    return {reinterpret_cast<const char*>(data), static_cast<std::size_t>(size)};
  }

 private:
  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace workloads
