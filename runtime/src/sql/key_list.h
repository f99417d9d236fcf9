// Conditions on many keys at once, and how many keys one statement takes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "orm/mapping.h"

namespace orm::sql {

/// Most keys of one statement, as in SQLAlchemy.
inline constexpr std::size_t most_keys = 500;

/// A number of keys, at least `keys` and at most most_keys, out of a few: lists that are filled up
/// to it share their prepared statements.
std::size_t padded(std::size_t keys);

/// `table."a" IN (?, ?)`, or for several columns
/// `(table."a", table."b") IN (SELECT * FROM (VALUES (?, ?), ...))`.
/// Parameters are the keys, one after the other.
std::string key_list(const std::string& table, std::span<const ColumnMapping> columns,
                     std::span<const std::uint16_t> positions, std::size_t keys);

}  // namespace orm::sql
