// Which of the rows to be deleted refer to which others of them.
#pragma once

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

}  // namespace orm::flush
