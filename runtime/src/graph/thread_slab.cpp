#include "graph/thread_slab.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <new>
#include <unordered_map>
#include <utility>

#include "graph/object_access.h"
#include "graph/places.h"

namespace orm::detail {

namespace {

// So many places can be kept by one object that lives on.
constexpr std::uint32_t largest_thread_chunk = 64;
constexpr std::uint32_t first_thread_chunk = 4;

// What stands in the place of an object that has ended.
struct ThreadPlace {
  ThreadPlace* next;
  std::uint16_t slot;
};

struct ThreadSlab;

struct ThreadChunk {
  // The mark of the thread that makes objects here, and ends its own without a lock; null when it
  // does not any more.
  std::atomic<const void*> thread;
  // Objects that ended elsewhere or later, less those that lived when the slab left the chunk: it
  // is freed when that comes to 0.
  std::atomic<std::int32_t> ended = 0;
  // The rest is the thread's.
  ThreadSlab* slab;
  std::uint32_t capacity;
  std::uint32_t made = 0;
  std::int32_t live = 0;
  ThreadPlace* free = nullptr;

  static std::size_t header_size(const EntityMapping& entity) {
    return round_up(sizeof(ThreadChunk), entity.alignment);
  }
  std::byte* place(std::uint32_t slot, const EntityMapping& entity) {
    return reinterpret_cast<std::byte*>(this) + header_size(entity) + slot * entity.size;
  }
  static ThreadChunk& of(std::byte* place, std::uint32_t slot, const EntityMapping& entity) {
    return *reinterpret_cast<ThreadChunk*>(place - slot * entity.size - header_size(entity));
  }
};

// Its address is the mark, which outlives all of the thread's variables that have to be ended.
thread_local char thread_mark = 0;

// Where one thread makes objects of one entity.
struct ThreadSlab {
  explicit ThreadSlab(const EntityMapping& mapping) : entity(&mapping) {}
  ThreadSlab(const ThreadSlab&) = delete;
  ThreadSlab& operator=(const ThreadSlab&) = delete;
  ~ThreadSlab() { leave_chunk(); }

  Object& make();
  void free(std::byte* place, std::uint16_t slot) noexcept;

  const EntityMapping* entity;

 private:
  void begin_chunk();
  void leave_chunk() noexcept;
  Object& construct(std::byte* place, std::uint16_t slot);

  // Null when there is none with an object of this thread.
  ThreadChunk* chunk_ = nullptr;
  std::uint32_t next_capacity_ = first_thread_chunk;
};

void ThreadSlab::begin_chunk() {
  leave_chunk();
  const std::size_t size = ThreadChunk::header_size(*entity) + next_capacity_ * entity->size;
  void* memory = allocate_bytes(size, entity->alignment);
  chunk_ =
      new (memory) ThreadChunk{.thread = &thread_mark, .slab = this, .capacity = next_capacity_};
  next_capacity_ = std::min(2 * next_capacity_, largest_thread_chunk);
}

void ThreadSlab::leave_chunk() noexcept {
  if (chunk_ == nullptr) return;
  ThreadChunk* left = std::exchange(chunk_, nullptr);
  left->thread.store(nullptr, std::memory_order_relaxed);
  const std::int32_t live = left->live;
  if (left->ended.fetch_sub(live, std::memory_order_acq_rel) == live) {
    free_bytes(left, entity->alignment);
  }
}

// A place is either one that was given back or the next one that was never used.
Object& ThreadSlab::make() {
  if (chunk_ == nullptr || (chunk_->free == nullptr && chunk_->made == chunk_->capacity)) {
    begin_chunk();
  }
  ThreadChunk& chunk = *chunk_;
  ++chunk.live;
  if (ThreadPlace* place = chunk.free) {
    chunk.free = place->next;
    return construct(reinterpret_cast<std::byte*>(place), place->slot);
  }
  const std::uint32_t slot = chunk.made++;
  return construct(chunk.place(slot, *entity), static_cast<std::uint16_t>(slot | thread_slot));
}

// A class of the program may throw.
Object& ThreadSlab::construct(std::byte* place, std::uint16_t slot) {
  try {
    Object* object = entity->construct(place);
    ObjectAccess::slot(*object) = slot;
    return *object;
  } catch (...) {
    free(place, slot);
    throw;
  }
}

void ThreadSlab::free(std::byte* place, std::uint16_t slot) noexcept {
  // Those that ended elsewhere count among these.
  if (--chunk_->live > 0) {
    chunk_->free = ::new (place) ThreadPlace{chunk_->free, slot};
  } else {
    free_bytes(std::exchange(chunk_, nullptr), entity->alignment);
  }
}

// Those that were asked for, by their entities: neighbouring calls ask for few. By itself, for
// `thread_slabs` has to be looked at before it is used.
constexpr std::size_t recent_count = 16;
thread_local ThreadSlab* recent_slabs[recent_count] = {};

// Objects may be made when a thread ends, or the program, and its slabs have ended.
thread_local bool have_slabs_ended = false;

// The slabs of one thread.
class ThreadSlabs {
 public:
  ThreadSlabs() = default;
  ThreadSlabs(const ThreadSlabs&) = delete;
  ThreadSlabs& operator=(const ThreadSlabs&) = delete;
  ~ThreadSlabs() {
    have_slabs_ended = true;
    std::fill(std::begin(recent_slabs), std::end(recent_slabs), nullptr);
  }

  ThreadSlab& of(const EntityMapping& entity) {
    return slabs_.try_emplace(&entity, entity).first->second;
  }

 private:
  std::unordered_map<const EntityMapping*, ThreadSlab> slabs_;
};

thread_local ThreadSlabs thread_slabs;

// Null when the thread's slabs have ended.
ThreadSlab* find_slab(const EntityMapping& entity, ThreadSlab*& recent) {
  if (have_slabs_ended) return nullptr;
  return recent = &thread_slabs.of(entity);
}

}  // namespace

Object* make_in_thread(const EntityMapping& entity) {
  ThreadSlab*& recent =
      recent_slabs[(reinterpret_cast<std::uintptr_t>(&entity) / 64) % recent_count];
  ThreadSlab* slab = recent;
  if (slab == nullptr || slab->entity != &entity) slab = find_slab(entity, recent);
  return slab == nullptr ? nullptr : &slab->make();
}

void free_in_thread(std::byte* place, std::uint16_t slot, const EntityMapping& entity) noexcept {
  ThreadChunk& chunk = ThreadChunk::of(place, slot & ~thread_slot, entity);
  if (chunk.thread.load(std::memory_order_relaxed) == &thread_mark) {
    chunk.slab->free(place, slot);
  } else if (chunk.ended.fetch_add(1, std::memory_order_acq_rel) == -1) {
    free_bytes(&chunk, entity.alignment);
  }
}

}  // namespace orm::detail
