// Memory for the objects of one entity in one session: large chunks, stable addresses.
#pragma once

#include <cstddef>
#include <cstdint>

#include "graph/object_access.h"
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
  Object& make() {
    if (free_ != nullptr || next_ == end_) return make_elsewhere();
    std::byte* place = next_;
    next_ += entity_->size;
    const auto slot = static_cast<std::uint16_t>(++chunks_->made);
    Object* object = entity_->construct(place);
    ObjectAccess::slot(*object) = slot;
    ++chunks_->live;
    return *object;
  }

 private:
  friend void free_memory(Object& object, const EntityMapping& entity) noexcept;
  struct Chunk {
    // Null once the slab is gone.
    Slab* slab;
    Chunk* next;
    std::uint32_t capacity;
    std::uint32_t made = 0;
    std::uint32_t live = 0;
  };
  struct FreePlace;

  static std::size_t header_size(const EntityMapping& entity);
  /// In the place of one that has ended, or in a new chunk.
  Object& make_elsewhere();
  void grow();

  const EntityMapping* entity_;
  Chunk* chunks_ = nullptr;
  FreePlace* free_ = nullptr;
  // Of the last chunk, what was never used.
  std::byte* next_ = nullptr;
  std::byte* end_ = nullptr;
};

/// Ends an object and gives its memory back, to its slab or to the heap.
void free_memory(Object& object, const EntityMapping& entity) noexcept;

}  // namespace orm::detail
