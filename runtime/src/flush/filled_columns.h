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
  /// Position of the column that counts UPDATEs; `no_position` without one.
  std::uint16_t version = no_position;

  bool has_version() const { return version != no_position; }
};

/// Those that an INSERT of the object leaves to the database: server defaults that were not given,
/// or given as NULL, and what the database computes.
std::uint64_t left_to_database(const Object& object, const FilledColumns& filled);

/// Gives an object that is to be inserted its first version, unless the program gave it one.
void start_version(Object& object, std::uint16_t column);
/// The version of an object, as its row has it.
std::int64_t version_of(const Object& object, std::uint16_t column);
void set_version(Object& object, std::uint16_t column, std::int64_t version);

/// Sets the columns with `onupdate` that are not in `written` to the present moment, and returns
/// them along with `written`.
std::uint64_t touch(Object& object, std::uint64_t written);

}  // namespace orm::flush
