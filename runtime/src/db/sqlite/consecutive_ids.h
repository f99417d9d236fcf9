// Whether the ids of many rows inserted by one statement can be computed from the last one.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "db/sqlite/lookup.h"
#include "db/sqlite/state.h"

namespace orm::db::sqlite {

/// Remembers what it found about each table until the schema changes.
class ConsecutiveIds {
 public:
  explicit ConsecutiveIds(State& state) : state_(state) {}

  /// See Connection::has_consecutive_ids. Raises the errors of reading the schema.
  bool check(std::string_view table);

 private:
  // Which schema the findings are about. A rollback takes the database's own numbers back.
  struct Version {
    std::int64_t main = -1;
    std::int64_t temporary = -1;
    std::uint64_t rollbacks = 0;
    bool operator==(const Version&) const = default;
  };

  Version current_version();
  // How to look up the greatest id; nothing where the table is of another kind.
  std::optional<Lookup> inspect(std::string_view table);

  State& state_;
  std::optional<Lookup> main_version_;
  std::optional<Lookup> temporary_version_;
  std::optional<Lookup> is_ordinary_;
  Version known_;
  std::map<std::string, std::optional<Lookup>, std::less<>> greatest_id_;
};

}  // namespace orm::db::sqlite
