// What a database says about its tables.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/connection.h"
#include "db/sqlite/lookup.h"
#include "db/sqlite/state.h"

namespace orm::db::sqlite {

/// Remembers what it found about each table until the schema changes.
class Tables {
 public:
  explicit Tables(State& state) : state_(state) {}

  /// See Connection::facts. Raises the errors of reading the schema.
  TableFacts facts(std::string_view table);

 private:
  // Which schema the findings are about. A rollback takes the database's own numbers back.
  struct Version {
    std::int64_t main = -1;
    std::int64_t temporary = -1;
    std::uint64_t rollbacks = 0;
    bool operator==(const Version&) const = default;
  };
  struct Table {
    bool is_plain = false;
    bool has_foreign_keys = false;
    std::vector<std::string> indexed;
    // How to look up the greatest id; nothing where the table's ids are of another kind.
    std::optional<Lookup> greatest_id;
  };

  Version current_version();
  Table inspect(std::string_view table);

  State& state_;
  std::optional<Lookup> main_version_;
  std::optional<Lookup> temporary_version_;
  std::optional<Lookup> traits_;
  std::optional<Lookup> indexed_;
  Version known_;
  std::map<std::string, Table, std::less<>> tables_;
};

}  // namespace orm::db::sqlite
