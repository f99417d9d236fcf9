#include "db/sqlite/tables.h"

#include <utility>

namespace orm::db::sqlite {
namespace {

// SQLite gives a row max(rowid) + 1 until the greatest possible rowid is taken, then random ones.
constexpr std::int64_t far_from_the_limit = std::int64_t{1} << 62;

// The traits of a table that is stored as rows, not virtual, as bits.
constexpr std::int64_t plain = 1;
constexpr std::int64_t rowid_key = 2;
constexpr std::int64_t foreign_keys = 4;

// Plain: no trigger watches it; nothing of its name is temporary, which would hide it; and it has
// no conflict clause: IGNORE and REPLACE skip or move rows. The word alone is enough to be careful.
// Rowid key: its only key column is the rowid, that is, a key without an index of its own. A column
// that is called rowid and is not the key would hide the rowid.
constexpr std::string_view traits_of_table = R"(
SELECT (instr(lower(t.sql), 'conflict') = 0
        AND NOT EXISTS (SELECT 1 FROM main.sqlite_master AS m
                        WHERE m.type = 'trigger' AND m.tbl_name = ?1 COLLATE NOCASE)
        AND NOT EXISTS (SELECT 1 FROM sqlite_temp_master AS m
                        WHERE m.name = ?1 COLLATE NOCASE OR m.tbl_name = ?1 COLLATE NOCASE))
     + 2 * ((SELECT count(*) FROM pragma_table_info(?1, 'main') WHERE pk > 0) = 1
            AND NOT EXISTS (SELECT 1 FROM pragma_index_list(?1, 'main') WHERE origin = 'pk')
            AND NOT EXISTS (SELECT 1 FROM pragma_table_xinfo(?1, 'main')
                            WHERE name = 'rowid' COLLATE NOCASE AND pk = 0))
     + 4 * EXISTS (SELECT 1 FROM pragma_foreign_key_list(?1, 'main'))
FROM main.sqlite_master AS t
WHERE t.type = 'table' AND t.name = ?1 COLLATE NOCASE AND t.rootpage > 0)";

constexpr std::string_view indexed_columns = R"(
SELECT name FROM pragma_table_info(?1, 'main') WHERE pk = 1
UNION
SELECT c.name FROM pragma_index_list(?1, 'main') AS i, pragma_index_info(i.name, 'main') AS c
WHERE c.seqno = 0 AND c.name IS NOT NULL)";

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

Tables::Version Tables::current_version() {
  return {prepared(main_version_, state_, "PRAGMA main.schema_version").run(-1),
          prepared(temporary_version_, state_, "PRAGMA temp.schema_version").run(-1),
          state_.rollbacks};
}

Tables::Table Tables::inspect(std::string_view table) {
  const std::int64_t traits = prepared(traits_, state_, traits_of_table).run(table, 0);
  Table found;
  found.is_plain = (traits & plain) != 0;
  found.has_foreign_keys = (traits & foreign_keys) != 0;
  found.indexed = prepared(indexed_, state_, indexed_columns).run_for_texts(table);
  const bool has_consecutive_ids = found.is_plain && (traits & rowid_key) != 0;
  if (has_consecutive_ids) found.greatest_id.emplace(state_, greatest_id_of(table));
  return found;
}

TableFacts Tables::facts(std::string_view table) {
  const Version version = current_version();
  if (!(version == known_)) {
    tables_.clear();
    known_ = version;
  }
  auto known = tables_.find(table);
  if (known == tables_.end()) known = tables_.emplace(table, inspect(table)).first;
  Table& found = known->second;
  return {.has_consecutive_ids =
              found.greatest_id.has_value() && found.greatest_id->run(0) < far_from_the_limit,
          .is_plain = found.is_plain,
          .has_foreign_keys = found.has_foreign_keys,
          .indexed = found.indexed};
}

}  // namespace orm::db::sqlite
