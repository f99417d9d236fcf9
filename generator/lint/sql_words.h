#pragma once

#include <string_view>

namespace ormgen::linting {

// A word that SQLite or PostgreSQL takes for a name only in quotes, in whatever case.
bool is_reserved_in_sql(std::string_view name);

}  // namespace ormgen::linting
