// Forgetting what was read of an object.
#pragma once

#include "orm/mapping.h"
#include "orm/object.h"

namespace orm::detail {

/// All columns but the key, and all links, are read again when they are used. Links of other
/// objects to this one stay.
void forget_loaded(Object& object);

/// The relationship is read again when it is used.
void unload(Object& object, const RelationshipMapping& relationship);

}  // namespace orm::detail
