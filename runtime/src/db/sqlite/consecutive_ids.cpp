#include "db/sqlite/consecutive_ids.h"

namespace orm::db::sqlite {
namespace {

// SQLite gives a row max(rowid) + 1 until the greatest possible rowid is taken, then random ones.
constexpr std::int64_t far_from_the_limit = std::int64_t{1} << 62;

// One row for a table whose only key column is the rowid, that is, a key without an index of its
// own; which is stored as rows, not virtual; which no trigger watches; and which has no conflict
// clause: IGNORE and REPLACE skip or move rows. The word alone is enough to be careful.
// A column that is called rowid and is not the key would hide the rowid.
constexpr std::string_view ordinary_table = R"(
SELECT 1 FROM main.sqlite_master AS t
WHERE t.type = 'table' AND t.name = ?1 COLLATE NOCASE AND t.rootpage > 0
  AND instr(lower(t.sql), 'conflict') = 0
  AND NOT EXISTS (SELECT 1 FROM main.sqlite_master AS m
                  WHERE m.type = 'trigger' AND m.tbl_name = ?1 COLLATE NOCASE)
  AND NOT EXISTS (SELECT 1 FROM sqlite_temp_master AS m
                  WHERE m.name = ?1 COLLATE NOCASE OR m.tbl_name = ?1 COLLATE NOCASE)
  AND (SELECT count(*) FROM pragma_table_info(?1, 'main') WHERE pk > 0) = 1
  AND NOT EXISTS (SELECT 1 FROM pragma_index_list(?1, 'main') WHERE origin = 'pk')
  AND NOT EXISTS (SELECT 1 FROM pragma_table_xinfo(?1, 'main')
                  WHERE name = 'rowid' COLLATE NOCASE AND pk = 0))";

std::string greatest_id_of(std::string_view table) {
  std::string sql = "SELECT max(rowid) FROM main.\"";
  for (const char character : table) {
    if (character == '"') sql += '"';
    sql += character;
  }
  return sql + '"';
}

Lookup& prepared(std::optional<Lookup>& lookup, State& state, std::string_view sql) {
  if (!lookup) lookup.emplace(state, sql);
  return *lookup;
}

}  // namespace

ConsecutiveIds::Version ConsecutiveIds::current_version() {
  return {prepared(main_version_, state_, "PRAGMA main.schema_version").run(-1),
          prepared(temporary_version_, state_, "PRAGMA temp.schema_version").run(-1),
          state_.rollbacks};
}

std::optional<Lookup> ConsecutiveIds::inspect(std::string_view table) {
  if (prepared(is_ordinary_, state_, ordinary_table).run(table, 0) == 0) return std::nullopt;
  return std::optional<Lookup>(std::in_place, state_, greatest_id_of(table));
}

bool ConsecutiveIds::check(std::string_view table) {
  const Version version = current_version();
  if (!(version == known_)) {
    greatest_id_.clear();
    known_ = version;
  }
  auto found = greatest_id_.find(table);
  if (found == greatest_id_.end()) found = greatest_id_.emplace(table, inspect(table)).first;
  return found->second.has_value() && found->second->run(0) < far_from_the_limit;
}

}  // namespace orm::db::sqlite
