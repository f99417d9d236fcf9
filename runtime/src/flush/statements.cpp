#include "flush/statements.h"

#include <algorithm>
#include <string>

#include "graph/key_view.h"
#include "orm/error.h"

namespace orm::flush {

namespace {

// Many rows in one statement cost a fraction of as many statements. To prepare the largest takes as
// long as it saves in twenty runs.
constexpr std::size_t most_rows = 256;
constexpr std::size_t fewest_runs = 32;
constexpr std::size_t many_rows = 64;
constexpr std::size_t few_rows = 8;

}  // namespace

std::int64_t run_returning(const db::Connection& connection, db::Statement& statement,
                           std::span<const ValueView> parameters, std::vector<ValueView>& cells,
                           Object& object, ColumnSet columns) {
  const std::size_t width = count_columns(object.entity(), columns);
  statement.bind(parameters);
  std::int64_t rows = 0;
  if (width == 0) {
    statement.step();
    rows = connection.changes();
  } else {
    cells.resize(width);
    for (; statement.step(); ++rows) {
      statement.read(0, cells);
      RowReader reader(object.entity(), cells.data(), columns);
      object.entity().read(object, reader);
    }
  }
  statement.reset();
  return rows;
}

std::size_t count_columns(const EntityMapping& entity, ColumnSet columns) {
  std::size_t count = 0;
  for (unsigned i = 0; i < entity.columns.size(); ++i) count += columns.contains(i) ? 1 : 0;
  return count;
}

std::size_t rows_for(const db::Connection& connection, std::size_t left, std::size_t columns) {
  if (columns == 0) return 1;
  const std::size_t fitting = connection.max_parameters() / columns;
  if (left >= most_rows * fewest_runs && fitting >= most_rows) return most_rows;
  const std::size_t most = std::min(many_rows, fitting);
  if (left >= most) return std::max<std::size_t>(most, 1);
  return left >= few_rows && most >= few_rows ? few_rows : 1;
}

void require_matched(const db::Statement& statement, std::int64_t matched,
                     const EntityMapping& entity, const identity::RowKey& key) {
  if (matched == 1) return;
  not_matched(statement, matched, detail::named(entity, key.values()));
}

void not_matched(const db::Statement& statement, std::int64_t matched, const std::string& row) {
  throw StaleDataError("the row of " + row + " is not as it was read: a statement matched " +
                           std::to_string(matched) +
                           " rows and not one, so somebody else has changed or deleted it; roll "
                           "back and read it again",
                       std::string(statement.sql()));
}

}  // namespace orm::flush
