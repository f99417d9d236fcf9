// Loads what an access needs: one object, one relationship.
#pragma once

#include "load/context.h"

namespace orm::load {

/// The object of that key, from the database, and nothing with it. Null when there is no row.
Object* load_row(db::Connection& connection, identity::ObjectStore& objects,
                 const EntityMapping& entity, const ValueView* key);

/// Fills an expired object. Raises ObjectDeletedError when its row is gone.
void load_columns(Context& context, Object& object);

[[noreturn]] void row_is_gone(const Object& object);

/// Settles a many-to-one link without SQL: a NULL key, or a target that the session has. False when
/// the database has to be asked.
bool link_from_memory(identity::ObjectStore& objects, Object& object,
                      const RelationshipMapping& relationship);

/// Loads the link of a to-one relationship.
void load_to_one(Context& context, Object& object, const RelationshipMapping& relationship);

/// Loads the members of a to-many relationship.
void load_to_many(Context& context, Object& object, const RelationshipMapping& relationship);

}  // namespace orm::load
