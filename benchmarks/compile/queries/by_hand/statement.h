// A prepared statement of SQLite, which finalizes itself and raises what goes wrong.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace by_hand {

class Statement {
 public:
  /// Raises std::runtime_error with SQLite's message, as the others do.
  Statement(sqlite3* db, const char* sql);

  /// Binds the next parameter, from left to right.
  void bind(std::int64_t value);
  void bind(double value);
  void bind(const std::string& value);
  void bind(const std::optional<std::string>& value);

  /// False when there are no more rows.
  bool step();
  /// Runs what has no rows, makes it ready to be run again, and returns how many it has changed.
  std::int64_t run();

  std::int64_t integer(int column) const;
  double real(int column) const;
  bool truth(int column) const { return integer(column) != 0; }
  std::string text(int column) const;
  std::optional<std::int64_t> optional_integer(int column) const;
  std::optional<double> optional_real(int column) const;
  std::optional<std::string> optional_text(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  void check(int status) const;
  bool is_null(int column) const;

  sqlite3* db_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int bound_ = 0;
};

/// The text with a backslash before what means something to LIKE.
std::string escaped(const std::string& text);

}  // namespace by_hand
