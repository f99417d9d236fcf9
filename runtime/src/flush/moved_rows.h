// Rows that have other primary keys than before, and what follows in memory.
#pragma once

#include <span>
#include <vector>

#include "graph/key_view.h"
#include "identity/object_store.h"
#include "orm/object.h"
#include "orm/value.h"

namespace orm::flush {

/// A stored object, and the key that its row had.
struct Moved {
  detail::Handle object;
  std::vector<Value> old_key;
};

/// The database has brought the new keys of some rows to those that refer to them, by `on update
/// cascade`: so do their objects, as far as they are loaded. Those whose own keys are part of it
/// have moved, too, and are appended.
void follow_moved(identity::ObjectStore& objects, std::vector<Moved>& moved, std::size_t first);

/// Gives objects back the keys they had before, those that moved last first. They are expired by
/// the caller.
void move_back(identity::ObjectStore& objects, std::span<const Moved> moved);

}  // namespace orm::flush
