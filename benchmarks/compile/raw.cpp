// What the hand-written program of the same task includes.
#include <sqlite3.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

struct User {
  std::int64_t id;
  std::string name;
};

std::optional<User> find(sqlite3_stmt* statement, std::int64_t id) {
  sqlite3_bind_int64(statement, 1, id);
  if (sqlite3_step(statement) != SQLITE_ROW) return std::nullopt;
  return User{sqlite3_column_int64(statement, 0),
              reinterpret_cast<const char*>(sqlite3_column_text(statement, 1))};
}
