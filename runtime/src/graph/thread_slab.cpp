#include "graph/thread_slab.h"

#include <algorithm>
#include <atomic>
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

Object& ThreadSlab::make() {
  if (chunk_ == nullptr || (chunk_->free == nullptr && chunk_->made == chunk_->capacity)) {
    begin_chunk();
  }
  ThreadChunk& chunk = *chunk_;
  std::byte* place = nullptr;
  std::uint16_t slot = 0;
  if (chunk.free != nullptr) {
    place = reinterpret_cast<std::byte*>(chunk.free);
    slot = chunk.free->slot;
    chunk.free = chunk.free->next;
  } else {
    place = chunk.place(chunk.made, *entity);
    slot = static_cast<std::uint16_t>(chunk.made++ | thread_slot);
  }
  ++chunk.live;
  try {
    Object* object = entity->construct(place);
    ObjectAccess::slot(*object) = slot;
    return *object;
  } catch (...) {
    free_in_thread(place, slot, *entity);
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

// Objects may be made when a thread ends, or the program, and its slabs have ended.
thread_local bool have_slabs_ended = false;

// The slabs of one thread.
class ThreadSlabs {
 public:
  ThreadSlabs() = default;
  ThreadSlabs(const ThreadSlabs&) = delete;
  ThreadSlabs& operator=(const ThreadSlabs&) = delete;
  ~ThreadSlabs() { have_slabs_ended = true; }

  ThreadSlab& of(const EntityMapping& entity) {
    ThreadSlab*& recent = recent_[(reinterpret_cast<std::uintptr_t>(&entity) / 64) % recent_count];
    if (recent == nullptr || recent->entity != &entity) {
      recent = &slabs_.try_emplace(&entity, entity).first->second;
    }
    return *recent;
  }

 private:
  static constexpr std::size_t recent_count = 16;

  std::unordered_map<const EntityMapping*, ThreadSlab> slabs_;
  // Neighbouring calls ask for few entities.
  ThreadSlab* recent_[recent_count] = {};
};

thread_local ThreadSlabs thread_slabs;

}  // namespace

Object* make_in_thread(const EntityMapping& entity) {
  return have_slabs_ended ? nullptr : &thread_slabs.of(entity).make();
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
