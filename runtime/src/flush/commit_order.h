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

/// What rows have to wait for.
class Dependencies {
 public:
  virtual ~Dependencies() = default;

  /// Appends the objects that have to be there before `object`.
  virtual void append_requirements(const Object& object,
                                   std::vector<Object*>& requirements) const = 0;
  /// The objects wait for each other: gives up some of what they wait for. False where nothing can
  /// be given up.
  virtual bool open_circle(std::span<Object* const> circle) = 0;

 protected:
  Dependencies() = default;
  Dependencies(const Dependencies&) = default;
  Dependencies& operator=(const Dependencies&) = default;
};

/// Objects in levels: an object's requirements, as far as they are among `objects` and are not
/// given up, are in earlier levels. Raises CircularDependencyError, naming the entities, when there
/// is no such order.
std::vector<std::vector<Object*>> in_levels(std::span<Object* const> objects,
                                            Dependencies& dependencies);

}  // namespace orm::flush
