#pragma once

#include <string_view>

namespace ormgen::linting {

// A word that SQLite or PostgreSQL takes for a name only in quotes, in whatever case.
bool is_reserved_in_sql(std::string_view name);

// It begins with a letter or `_` and goes on with those and digits.
bool is_plain_sql_name(std::string_view name);

}  // namespace ormgen::linting
