// Forgetting what was read of an object.
#pragma once

#include "identity/object_store.h"
#include "orm/mapping.h"
#include "orm/object.h"

namespace orm::detail {

/// All columns but the key, and all links, are read again when they are used. Links of other
/// objects to this one stay.
void forget_loaded(Object& object);
/// The same for all objects of a store.
void forget_loaded(const identity::ObjectStore& objects);

/// The relationship is read again when it is used.
void unload(Object& object, const RelationshipMapping& relationship);

}  // namespace orm::detail
