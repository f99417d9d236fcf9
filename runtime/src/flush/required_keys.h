// Keys that have to be known before anything is written.
#pragma once

#include "orm/object.h"

namespace orm::flush {

/// Raises RequiredKeyError for an object whose required foreign key leads nowhere.
void require_foreign_keys(const Object& object);
/// The same for a new object, and where its primary key is neither given nor assigned by the
/// database.
void require_keys_of_new(const Object& object);

}  // namespace orm::flush
