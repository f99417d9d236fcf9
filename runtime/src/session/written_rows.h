// Statements of the program that write many rows.
#pragma once

#include <exception>
#include <string>

#include "session/session_core.h"

namespace orm::detail {

template <class MakeText, class Take>
std::int64_t SessionCore::write_rows(const char* what, const std::string& shape, MakeText make_text,
                                     std::span<const ValueView> parameters, Take take) {
  std::int64_t rows = 0;
  try {
    db::Connection& connection = this->connection();
    const db::StatementLease statement = db::acquire(connection, shape, make_text);
    connection.executed(statement->sql(), 1, 1);
    statement->bind(parameters);
    while (statement->step()) {
      ++rows;
      take(*statement);
    }
    return statement->columns() > 0 ? rows : connection.changes();
  } catch (const std::exception& error) {
    if (rows > 0) fail(what, error.what());
    throw;
  } catch (...) {
    if (rows > 0) fail(what, "what was thrown is no std::exception");
    throw;
  }
}

}  // namespace orm::detail
