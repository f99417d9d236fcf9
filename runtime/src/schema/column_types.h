// Which columns of a database a column of the schema can be stored in.
#pragma once

#include <string_view>

#include "orm/mapping.h"

namespace orm::schema {

/// True when values of `column` are stored unchanged in a column that the database declares as
/// `declared_type` (`NVARCHAR(160)`, `NUMERIC(10,2)`; empty for none), and what others have stored
/// there for the same purpose can be read. SQLite goes by the affinity that the words stand for.
bool suits(std::string_view declared_type, const ColumnMapping& column);

}  // namespace orm::schema
