// Values that are unique: who wants them, and whose rows still hold them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "flush/stored_values.h"
#include "orm/mapping.h"
#include "orm/object.h"

namespace orm::flush {

/// An object is to have values of a unique set that the row of another one holds.
struct Taken {
  Object* wanting;
  Object* holder;
  std::span<const std::uint16_t> columns;
};

/// Among objects of one entity: `holders` are stored, and their rows are to be deleted, or to hold
/// something else by the end of the flush; `wanting` are new, or have changed. In the order of
/// `wanting`. Texts are compared as bytes, so what a collation takes for equal is not found.
std::vector<Taken> taken_values(const EntityMapping& entity, std::span<Object* const> holders,
                                std::span<Object* const> wanting, const StoredValues& stored);

/// Stored objects whose rows may hold what others are to have, or the other way round, but what
/// they hold is not known: they were set, or removed, without being read.
std::vector<Object*> unread_unique_values(const ChangeSet& changes);

/// The columns of the unique sets of an entity, as bits.
std::uint64_t unique_columns(const EntityMapping& entity);

/// Those of the columns that may be NULL, as bits.
std::uint64_t nullable_columns(const EntityMapping& entity, std::span<const std::uint16_t> columns);

}  // namespace orm::flush
