// Keys that have to be known before anything is written.
#pragma once

#include "flush/change_set.h"

namespace orm::flush {

/// Raises RequiredKeyError for an object whose required foreign key leads nowhere, or whose primary
/// key is neither given nor assigned by the database.
void require_keys(const ChangeSet& changes);

}  // namespace orm::flush
