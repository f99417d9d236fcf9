// Memory for the objects of one entity in one session: large chunks, stable addresses.
#pragma once

#include <cstddef>

#include "orm/mapping.h"
#include "orm/object.h"

namespace orm::detail {

/// Objects may outlive the slab: a chunk is freed when both the slab and its last object are gone.
class Slab {
 public:
  explicit Slab(const EntityMapping& entity) : entity_(&entity) {}
  ~Slab();
  Slab(const Slab&) = delete;
  Slab& operator=(const Slab&) = delete;

  /// A new, empty object.
  Object& make();

 private:
  friend void free_memory(Object& object, const EntityMapping& entity) noexcept;
  struct Chunk;
  struct FreePlace;

  static std::size_t header_size(const EntityMapping& entity);
  void grow();

  const EntityMapping* entity_;
  Chunk* chunks_ = nullptr;
  FreePlace* free_ = nullptr;
};

/// Ends an object and gives its memory back, to its slab or to the heap.
void free_memory(Object& object, const EntityMapping& entity) noexcept;

}  // namespace orm::detail
