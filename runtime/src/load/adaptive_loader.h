// Loads at first use what an access needs, and with it what the next accesses will need.
#pragma once

#include <cstdint>
#include <vector>

#include "load/context.h"

namespace orm::load {

/// Loads a relationship that is used and is not loaded. Unless it is to be read for one object at a
/// time, by `lazy select` or a query's `lazyload`, others of the object's cohort whose relationship
/// is not loaded either get theirs with it: none at first, then twice as many objects at each
/// further call, up to 500. So an object in a thousand that is used costs one row, and a thousand
/// that are used in any order cost a dozen statements.
void load_relationship(Context& context, Object& object, const RelationshipMapping& relationship);

/// Fills an expired object, and in the same way others of its cohort that have expired. Raises
/// ObjectDeletedError when its row is gone.
void load_expired(Context& context, Object& object);

/// Fills expired objects of one entity by one statement, which takes up to 500. One whose row is
/// gone stays expired. `columns` are read with the usual ones.
void load_expired_together(Context& context, const std::vector<Object*>& objects,
                           std::uint64_t columns);

/// Reads a column of a stored object that has expired or lacks it; of others of its cohort in the
/// same way. A column that the schema defers is read alone, or along with what has expired; one
/// that an option left out with all others of that kind. Raises ObjectDeletedError when the row is
/// gone.
void load_column(Context& context, Object& object, unsigned column);

/// Loads the relationship of objects of one entity, which are stored, by as few statements as there
/// can be, whatever the schema says.
void load_together(Context& context, const std::vector<Object*>& owners,
                   const RelationshipMapping& relationship);

}  // namespace orm::load
