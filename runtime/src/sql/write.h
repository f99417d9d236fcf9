// INSERT, UPDATE and DELETE statements.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "orm/mapping.h"
#include "orm/row.h"

namespace orm::sql {

/// The quoted names of these columns, separated by commas.
std::string column_names(const EntityMapping& entity, std::span<const std::uint16_t> columns);

/// `rows` rows of the columns in `columns`.
std::string insert_text(const EntityMapping& entity, ColumnSet columns, std::size_t rows);
/// `text`, whose rows give back the columns in `columns`: none where there are none.
std::string returning(std::string text, const EntityMapping& entity, ColumnSet columns);
/// `text`, for the row only that has the version which follows the other parameters.
std::string of_version(std::string text, const ColumnMapping& version);
/// Sets the columns in `columns` of the row whose key follows as parameters.
std::string update_text(const EntityMapping& entity, ColumnSet columns);
/// The same for so many rows: the parameters of each are the columns, its key and, where there is
/// a version, the one that it has. Where it fails, rows may have been changed: without a journal of
/// its own SQLite does less.
std::string update_together_text(const EntityMapping& entity, ColumnSet columns,
                                 const ColumnMapping* version, std::size_t rows);
/// The same for so many rows whose keys, of one column, are all that there are from one to another:
/// for each column and row the key and the value are parameters, then the first and the last key.
/// Where it fails, rows may have been changed, too.
std::string update_range_text(const EntityMapping& entity, ColumnSet columns, std::size_t rows);
/// Finds the row of a key.
std::string find_row_text(const EntityMapping& entity);

/// Deletes the rows of so many keys of one column, which are the parameters.
std::string delete_text(const EntityMapping& entity, std::size_t keys);
/// The same for all keys, of one column, from one to another.
std::string delete_range_text(const EntityMapping& entity);

/// The columns of two keys of a link table, those of `left` first. A column that they share stands
/// once.
std::vector<std::uint16_t> pair_columns(const LinkKeyMapping& left, const LinkKeyMapping& right);

/// The given number of pairs, whose parameters are the values of `columns`.
std::string insert_pairs_text(const LinkTableMapping& table, std::span<const std::uint16_t> columns,
                              std::size_t rows);
std::string delete_pair_text(const LinkTableMapping& table, std::span<const std::uint16_t> columns);
/// Deletes the rows whose `key` is one of so many, which are the parameters.
std::string delete_links_text(const LinkTableMapping& table, const LinkKeyMapping& key,
                              std::size_t keys);

/// An INSERT that keeps the rows before the one where it fails: without a journal of its own SQLite
/// does less.
std::string or_fail(std::string insert);
/// Adds further rows to an INSERT of one row.
std::string repeat_row(std::string insert_of_one, std::size_t columns, std::size_t rows);

}  // namespace orm::sql
