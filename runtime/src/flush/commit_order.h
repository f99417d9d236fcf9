// In which order tables can be written so that every foreign key finds its row. Pure.
#pragma once

#include <span>
#include <vector>

#include "orm/mapping.h"
#include "orm/object.h"

namespace orm::flush {

/// Entities whose keys refer to each other in a circle, or one entity alone.
struct Group {
  std::vector<const EntityMapping*> entities;
  /// Rows of the group may refer to each other, so they have to be put in order, too.
  bool is_circular = false;
};

/// Groups in an order in which foreign keys refer to the same or an earlier group. The order does
/// not depend on addresses.
std::vector<Group> commit_order(std::span<const EntityMapping* const> entities);

/// Called with an object and a function; calls the function with each object that has to be there
/// before it.
using Requires = void (*)(const Object& object, const void* context,
                          std::vector<Object*>& requirements);

/// Objects in levels: an object's requirements, as far as they are among `objects`, are in earlier
/// levels. Raises CircularDependencyError, naming the entities, when there is no such order.
std::vector<std::vector<Object*>> in_levels(std::span<Object* const> objects, Requires requires_of,
                                            const void* context);

}  // namespace orm::flush
