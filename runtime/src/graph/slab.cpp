#include "graph/slab.h"

#include <algorithm>
#include <cstdint>
#include <new>

#include "graph/graph.h"
#include "graph/object_access.h"
#include "orm/model.h"

namespace orm::detail {

namespace {

constexpr std::uint32_t first_chunk = 16;
constexpr std::uint32_t largest_chunk = 8192;

// Under AddressSanitizer every object is an allocation of its own, so that none is reused unseen.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool use_chunks = false;
#elif defined(__has_feature)
constexpr bool use_chunks = !__has_feature(address_sanitizer);
#else
constexpr bool use_chunks = true;
#endif

// An alignment is a power of two.
std::size_t round_up(std::size_t size, std::size_t alignment) {
  return (size + alignment - 1) & ~(alignment - 1);
}

void* allocate_bytes(std::size_t size, std::size_t alignment) {
  return alignment <= __STDCPP_DEFAULT_NEW_ALIGNMENT__
             ? ::operator new(size)
             : ::operator new(size, std::align_val_t(alignment));
}

void free_bytes(void* memory, std::size_t alignment) noexcept {
  if (alignment <= __STDCPP_DEFAULT_NEW_ALIGNMENT__) {
    ::operator delete(memory);
  } else {
    ::operator delete(memory, std::align_val_t(alignment));
  }
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
  if constexpr (!use_chunks) return *allocate(*entity_);
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
  return entity.construct(allocate_bytes(entity.size, entity.alignment));
}

}  // namespace orm::detail
