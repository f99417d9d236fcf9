#pragma once

#include <compare>
#include <cstddef>

namespace ormgen::model {

// Ids are positions in the Model's vectors.
template <typename Tag>
struct Id {
  std::size_t value = 0;
  friend auto operator<=>(const Id&, const Id&) = default;
};

using FileId = Id<struct FileTag>;
using EntityId = Id<struct EntityTag>;
using LinkTableId = Id<struct LinkTableTag>;
using EnumId = Id<struct EnumTag>;
using NamedTypeId = Id<struct NamedTypeTag>;

}  // namespace ormgen::model
