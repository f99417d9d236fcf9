#include "graph/slab.h"

#include <algorithm>
#include <cstdint>

#include "graph/graph.h"
#include "graph/object_access.h"
#include "graph/places.h"
#include "graph/thread_slab.h"
#include "orm/model.h"

namespace orm::detail {

namespace {

constexpr std::uint32_t first_chunk = 16;
constexpr std::uint32_t largest_chunk = 8192;

Object& make_alone(const EntityMapping& entity) {
  return *entity.construct(allocate_bytes(entity.size, entity.alignment));
}

}  // namespace

// What stands in the place of an object that was freed.
struct Slab::FreePlace {
  FreePlace* next;
  Chunk* chunk;
  std::uint16_t slot;
};

std::size_t Slab::header_size(const EntityMapping& entity) {
  return round_up(sizeof(Chunk), entity.alignment);
}

Slab::~Slab() {
  while (chunks_ != nullptr) {
    Chunk* chunk = chunks_;
    chunks_ = chunk->next;
    chunk->slab = nullptr;
    if (chunk->live == 0) free_bytes(chunk, entity_->alignment);
  }
}

void Slab::grow() {
  const std::uint32_t capacity =
      chunks_ == nullptr ? first_chunk : std::min(chunks_->capacity * 4, largest_chunk);
  const std::size_t header = header_size(*entity_);
  const std::size_t size = header + capacity * entity_->size;
  auto* memory = static_cast<std::byte*>(allocate_bytes(size, entity_->alignment));
  chunks_ = new (memory) Chunk{.slab = this, .next = chunks_, .capacity = capacity};
  next_ = memory + header;
  end_ = memory + size;
}

Object& Slab::make_elsewhere() {
  if constexpr (!use_chunks) return make_alone(*entity_);
  if (free_ == nullptr) {
    grow();
    return make();
  }
  Chunk* chunk = free_->chunk;
  const std::uint16_t slot = free_->slot;
  void* place = free_;
  free_ = free_->next;
  Object* object = entity_->construct(place);
  ObjectAccess::slot(*object) = slot;
  ++chunk->live;
  return *object;
}

void free_memory(Object& object, const EntityMapping& entity) noexcept {
  // Another object may be made in its place.
  if (ObjectAccess::has(object, ObjectAccess::partial_flag)) {
    if (Graph* graph = ObjectAccess::graph(object)) graph->forget_unread(object);
  }
  const std::uint16_t slot = ObjectAccess::slot(object);
  auto* place = static_cast<std::byte*>(entity.destroy(object));
  if (slot == 0) {
    free_bytes(place, entity.alignment);
    return;
  }
  if ((slot & thread_slot) != 0) return free_in_thread(place, slot, entity);
  std::byte* start = place - (slot - 1U) * entity.size - Slab::header_size(entity);
  auto* chunk = reinterpret_cast<Slab::Chunk*>(start);
  --chunk->live;
  if (chunk->slab != nullptr) {
    chunk->slab->free_ = ::new (place) Slab::FreePlace{chunk->slab->free_, chunk, slot};
  } else if (chunk->live == 0) {
    free_bytes(chunk, entity.alignment);
  }
}

Object* allocate(const EntityMapping& entity) {
  if constexpr (use_chunks) {
    if (Object* object = make_in_thread(entity)) return object;
  }
  return &make_alone(entity);
}

}  // namespace orm::detail
