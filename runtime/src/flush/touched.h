// What has to be read again when a part of a transaction is rolled back.
#pragma once

#include <cstddef>
#include <vector>

#include "flush/change_set.h"
#include "identity/object_store.h"

namespace orm::flush {

/// Kept while there is a savepoint: a rollback of the whole transaction reads everything again.
struct Touched {
  /// A list, or the side of a one-to-one without the key, that changed along with another object.
  struct Side {
    detail::Handle owner;
    const RelationshipMapping* relationship;
  };

  /// Stored objects whose columns were changed.
  std::vector<detail::Handle> changed;
  std::vector<Side> sides;
};

/// Notes what these changes touch, before they are written.
void note(const ChangeSet& changes, identity::ObjectStore& objects, Touched& touched);

/// Notes the sides of the objects that this one refers to, as far as memory knows them.
void note_parents(Object& object, Touched& touched);

/// Notes the lists of many-to-many relationships that name this object.
void note_partners(Object& object, Touched& touched);

}  // namespace orm::flush
