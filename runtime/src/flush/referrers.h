// Which rows refer to which others in the database.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "flush/change_set.h"
#include "flush/stored_values.h"
#include "orm/mapping.h"

namespace orm::flush {

/// An object whose row refers to another one by that key.
struct Referrer {
  Object* object;
  const ForeignKeyMapping* key;
};

/// For each object that others refer to, those others. A row refers to what it holds in the
/// database: what its object has left since counts, and what it was set to does not.
using Referrers = std::unordered_map<const Object*, std::vector<Referrer>>;

/// Among stored objects, but for those that refer to themselves.
Referrers referrers_among(std::span<Object* const> objects, const StoredValues& stored);

/// Objects to be deleted of which it is not known which others their rows refer to: their keys were
/// set without being read, or have expired.
struct UnreadKeys {
  Object* object;
  /// The columns of the keys, as bits.
  std::uint64_t columns;
};

/// Of the objects whose rows may refer to each other: the order of all others is that of tables.
std::vector<UnreadKeys> unread_keys(const ChangeSet& changes);

}  // namespace orm::flush
