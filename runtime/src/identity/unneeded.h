// Ending stored objects that came for a while.
#pragma once

#include <vector>

#include "graph/pair_changes.h"
#include "identity/object_store.h"

namespace orm::identity {

/// Ends those of the objects, which are in the store, each once, that nothing needs: no handle
/// holds them, no change of them is to be written yet, and no object links to them that stays.
/// `pairs` are the changes of many-to-many relationships. What one that stays links to, stays.
void end_unneeded(ObjectStore& store, const std::vector<Object*>& objects,
                  detail::PairChanges& pairs);

}  // namespace orm::identity
