// The columns of an entity that the database or the session gives a value, not the program.
#pragma once

#include <cstdint>

#include "orm/mapping.h"

namespace orm::flush {

/// Sets of columns have one bit for each of the first 63; the generator lets no column of these
/// kinds stand behind them.
struct FilledColumns {
  explicit FilledColumns(const EntityMapping& entity);

  std::uint64_t computed = 0;
  std::uint64_t server_defaults = 0;
  /// Those with `onupdate`.
  std::uint64_t touched = 0;
  /// Position of the column that counts UPDATEs; `no_position` without one.
  std::uint16_t version = no_position;

  bool has_version() const { return version != no_position; }
};

/// Server defaults that were not given, or given as NULL.
std::uint64_t defaults_left(const Object& object, const FilledColumns& filled);
/// Those that an INSERT of the object leaves to the database: such defaults, and what the database
/// computes.
inline std::uint64_t left_to_database(const Object& object, const FilledColumns& filled) {
  if (filled.server_defaults == 0) return filled.computed;
  return filled.computed | defaults_left(object, filled);
}

/// Gives an object that is to be inserted its first version, unless the program gave it one.
void start_version(Object& object, std::uint16_t column);
/// The version of an object, as its row has it.
std::int64_t version_of(const Object& object, std::uint16_t column);
void set_version(Object& object, std::uint16_t column, std::int64_t version);

/// Sets these columns, which have `onupdate`, to the present moment.
void touch(Object& object, std::uint64_t columns);

}  // namespace orm::flush
