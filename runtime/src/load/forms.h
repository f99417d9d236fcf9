// The forms of the statements that read objects.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "db/connection.h"
#include "sql/select.h"

namespace orm::load {

/// All forms that the select has on this connection.
db::StatementText forms_of(const db::Connection& connection, const sql::Select& select);

/// Of a select of the rows whose columns equal the parameters, `sql`.
db::StatementText forms_of(const db::Connection& connection, std::string sql,
                           const EntityMapping& target, std::span<const std::uint16_t> columns);

}  // namespace orm::load
