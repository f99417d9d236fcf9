#include "flush/statements.h"

#include <algorithm>
#include <string>

#include "orm/error.h"

namespace orm::flush {

namespace {

// Many rows in one statement cost a fraction of as many statements; beyond this the gain is small.
constexpr std::size_t most_rows = 64;
constexpr std::size_t few_rows = 8;

}  // namespace

std::size_t rows_for(const db::Connection& connection, std::size_t left, std::size_t columns) {
  if (columns == 0) return 1;
  const std::size_t most = std::min(most_rows, connection.max_parameters() / columns);
  if (left >= most) return std::max<std::size_t>(most, 1);
  return left >= few_rows && most >= few_rows ? few_rows : 1;
}

void require_matched(const db::Statement& statement, std::size_t expected, std::int64_t matched) {
  if (matched == static_cast<std::int64_t>(expected)) return;
  throw StaleDataError("a statement was expected to match " + std::to_string(expected) +
                           " rows, and matched " + std::to_string(matched) +
                           "; somebody else has changed or deleted them: roll back and read "
                           "them again",
                       std::string(statement.sql()));
}

}  // namespace orm::flush
