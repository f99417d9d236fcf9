// Sets of an entity's columns as bits; see detail::column_bit.
#pragma once

#include <bit>
#include <cstdint>
#include <span>

#include "orm/mapping.h"

namespace orm {

inline constexpr std::uint64_t shared_columns = detail::column_bit(detail::first_shared_column);

inline std::uint64_t all_columns(const EntityMapping& entity) {
  return entity.columns.size() > detail::first_shared_column
             ? ~std::uint64_t{0}
             : detail::column_bit(static_cast<unsigned>(entity.columns.size())) - 1;
}

inline std::uint64_t column_bits(std::span<const std::uint16_t> positions) {
  std::uint64_t columns = 0;
  for (const std::uint16_t position : positions) columns |= detail::column_bit(position);
  return columns;
}

/// Those that are read where nothing else is said.
inline std::uint64_t usual_columns(const EntityMapping& entity) {
  return all_columns(entity) & ~entity.deferred;
}

/// How many of the entity's columns are in the set.
inline unsigned count_columns(const EntityMapping& entity, std::uint64_t columns) {
  const auto own = static_cast<unsigned>(std::popcount(columns & ~shared_columns));
  const bool has_shared = (columns & shared_columns) != 0;
  const auto all = static_cast<unsigned>(entity.columns.size());
  return own + (has_shared ? all - detail::first_shared_column : 0);
}

/// Position of a column among those of the set, which has it.
inline unsigned position_in(std::uint64_t columns, unsigned column) {
  const std::uint64_t before = columns & (detail::column_bit(column) - 1);
  const auto own = static_cast<unsigned>(std::popcount(before));
  return column < detail::first_shared_column ? own : own + column - detail::first_shared_column;
}

}  // namespace orm
