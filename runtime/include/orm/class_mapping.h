// How generated code makes the mapping of an entity: it says what the schema says, and names its
// class. What the runtime has to know of a class, it finds out here.
#pragma once

#include <type_traits>

#include "orm/mapping.h"
#include "orm/model.h"

namespace orm {

/// The mapping of an entity whose objects are of class T: what `schema` says, and with it whatever
/// follows from that or from the class. `Generated` is the generated class, which T derives from
/// where the user has written it.
template <class T, class Generated = T>
constexpr EntityMapping mapping_of(EntityMapping schema) {
  schema.deferred = deferred_columns(schema.columns);
  schema.size = sizeof(T);
  schema.alignment = alignof(T);
  if constexpr (std::is_same_v<T, Generated>) {
    schema.construct = Access::construct<T>;
  } else {
    schema.construct = Access::construct_own<T, Generated>;
  }
  schema.destroy = Access::destroy<T>;
  schema.read = Access::read<Generated>;
  schema.write = Access::write<Generated>;
  return schema;
}

}  // namespace orm
