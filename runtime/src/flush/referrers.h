// Which of the rows to be deleted refer to which others of them.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "flush/change_set.h"
#include "orm/mapping.h"

namespace orm::flush {

/// For each object that others refer to, those others. A row refers to what it holds in the
/// database: it is not updated before it goes, so what its object has left since counts, and what
/// it was set to does not.
using Referrers = std::unordered_map<const Object*, std::vector<Object*>>;

/// Among `removed`, the objects of one group of entities whose keys refer to each other.
Referrers referrers_among(std::span<Object* const> removed, const OldValues& old_values);

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
