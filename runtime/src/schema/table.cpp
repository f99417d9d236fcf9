#include "schema/table.h"

#include <algorithm>
#include <array>
#include <span>

#include "sql/schema.h"

namespace orm::schema {
namespace {

constexpr std::string_view select_columns =
    R"(SELECT name, type, "notnull", dflt_value, pk, hidden
FROM pragma_table_xinfo(?, 'main') ORDER BY cid)";

constexpr std::string_view select_indexes =
    R"(SELECT list.name, list."unique", list.origin, info.name
FROM pragma_index_list(?, 'main') AS list, pragma_index_info(list.name, 'main') AS info
WHERE list.partial = 0 ORDER BY list.seq, info.seqno)";

constexpr std::string_view select_foreign_keys =
    R"(SELECT seq, "table", "from", "to", on_delete, on_update
FROM pragma_foreign_key_list(?, 'main') ORDER BY id DESC, seq)";

constexpr std::string_view select_kind =
    "SELECT type FROM main.sqlite_master WHERE name = ? COLLATE NOCASE AND type <> 'trigger'";

// Calls `take` with the cells of each row.
template <std::size_t Cells, class Take>
void for_each_row(db::Connection& connection, std::string_view sql, std::string_view parameter,
                  Take take) {
  auto statement = db::acquire(connection, sql, [sql] { return std::string(sql); });
  const ValueView name = ValueView::of_text(parameter);
  statement->bind({&name, 1});
  std::array<ValueView, Cells> cells;
  while (statement->step()) {
    statement->read(0, cells);
    take(cells);
  }
}

std::string text_of(const ValueView& cell) {
  return cell.has_bytes() ? std::string(cell.bytes()) : std::string();
}

std::vector<Column> read_columns(db::Connection& connection, std::string_view table) {
  std::vector<Column> columns;
  for_each_row<6>(connection, select_columns, table, [&](std::span<const ValueView> cells) {
    columns.push_back({.name = text_of(cells[0]),
                       .declared_type = text_of(cells[1]),
                       .is_required = cells[2].integer != 0,
                       .default_value = text_of(cells[3]),
                       .key_position = cells[4].integer,
                       .is_computed = cells[5].integer != 0});
  });
  return columns;
}

std::vector<std::string> key_of(const std::vector<Column>& columns) {
  std::vector<const Column*> in_key;
  for (const Column& column : columns) {
    if (column.key_position > 0) in_key.push_back(&column);
  }
  std::sort(in_key.begin(), in_key.end(), [](const Column* left, const Column* right) {
    return left->key_position < right->key_position;
  });
  std::vector<std::string> names;
  names.reserve(in_key.size());
  for (const Column* column : in_key) names.push_back(column->name);
  return names;
}

// A key with an index of its own is not the rowid.
bool read_indexes(db::Connection& connection, std::string_view table, std::vector<Index>& indexes) {
  bool key_has_index = false;
  for_each_row<4>(connection, select_indexes, table, [&](std::span<const ValueView> cells) {
    if (cells[2].bytes() == "pk") {
      key_has_index = true;
      return;
    }
    const std::string name = text_of(cells[0]);
    if (indexes.empty() || indexes.back().name != name) {
      indexes.push_back({name, {}, cells[1].integer != 0});
    }
    // An expression has no name.
    indexes.back().columns.push_back(text_of(cells[3]));
  });
  std::erase_if(indexes, [](const Index& index) {
    return std::find(index.columns.begin(), index.columns.end(), "") != index.columns.end();
  });
  return key_has_index;
}

// SQLite counts the keys from the last one of the table to the first.
std::vector<ForeignKey> read_foreign_keys(db::Connection& connection, std::string_view table) {
  std::vector<ForeignKey> keys;
  for_each_row<6>(connection, select_foreign_keys, table, [&](std::span<const ValueView> cells) {
    if (cells[0].integer == 0) {
      keys.push_back({{}, text_of(cells[1]), {}, text_of(cells[4]), text_of(cells[5])});
    }
    keys.back().columns.push_back(text_of(cells[2]));
    if (cells[3].has_bytes()) keys.back().target_columns.push_back(text_of(cells[3]));
  });
  // `REFERENCES users` alone means the primary key.
  for (ForeignKey& key : keys) {
    if (key.target_columns.empty()) {
      key.target_columns = key_of(read_columns(connection, key.target));
    }
  }
  return keys;
}

}  // namespace

const Column* find(const std::vector<Column>& columns, std::string_view name) {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& column) {
    return sql::is_same_name(column.name, name);
  });
  return found == columns.end() ? nullptr : &*found;
}

Table read_table(db::Connection& connection, std::string_view name) {
  Table table;
  table.columns = read_columns(connection, name);
  table.key = key_of(table.columns);
  const bool key_has_index = read_indexes(connection, name, table.indexes);
  table.has_generated_key =
      table.key.size() == 1 && !key_has_index &&
      sql::is_same_name(find(table.columns, table.key.front())->declared_type, "INTEGER");
  table.foreign_keys = read_foreign_keys(connection, name);
  return table;
}

std::string kind_of(db::Connection& connection, std::string_view name) {
  std::string kind;
  for_each_row<1>(connection, select_kind, name,
                  [&](std::span<const ValueView> cells) { kind = text_of(cells[0]); });
  return kind;
}

}  // namespace orm::schema
