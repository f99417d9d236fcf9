// Facts about SQLite's schema language, as text.
#pragma once

#include <string>
#include <string_view>

namespace orm::sql {

/// `DROP TABLE IF EXISTS "name"`.
std::string drop_table(std::string_view name);

/// The name in a `CREATE [UNIQUE] INDEX name ON ...`; empty where there is none.
std::string index_name(std::string_view create_index);

/// Which values a column of that declared type prefers: INTEGER, TEXT, BLOB, REAL or NUMERIC, by
/// the rules of https://sqlite.org/datatype3.html section 3.1.
std::string_view type_affinity(std::string_view declared_type);

/// Equal but for the case of ASCII letters, as SQLite compares names.
bool is_same_name(std::string_view left, std::string_view right);

}  // namespace orm::sql
