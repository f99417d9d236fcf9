// INSERT, UPDATE and DELETE statements.
#pragma once

#include <cstddef>
#include <string>

#include "orm/mapping.h"
#include "orm/row.h"

namespace orm::sql {

/// `rows` rows of the columns in `columns`.
std::string insert_text(const EntityMapping& entity, ColumnSet columns, std::size_t rows);
/// Sets the columns in `columns` of the row whose key follows as parameters.
std::string update_text(const EntityMapping& entity, ColumnSet columns);

/// The given number of pairs; for each the columns of the table's first key, then of its second.
std::string insert_pairs_text(const LinkTableMapping& table, std::size_t rows);
std::string delete_pair_text(const LinkTableMapping& table);

/// Adds further rows to an INSERT of one row.
std::string repeat_row(std::string insert_of_one, std::size_t columns, std::size_t rows);

}  // namespace orm::sql
