#include "graph/thread_slab.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <new>
#include <utility>

#include "graph/object_access.h"
#include "graph/places.h"

namespace orm::detail {

namespace {

class ThreadSlab;

// What stands in the place of an object that has ended.
struct ThreadPlace {
  ThreadPlace* next;
  std::uint16_t slot;
};

struct ThreadChunk {
  // The mark of the thread that makes objects here, and ends its own without a lock; null when it
  // does not any more.
  std::atomic<const void*> thread;
  // Objects that ended elsewhere or later, less those that lived when the slab left the chunk: it
  // is freed when that comes to 0.
  std::atomic<std::int32_t> ended = 0;
  // The rest is the thread's.
  ThreadSlab* slab;
  ThreadPlace* free = nullptr;
  std::int32_t live = 0;
  std::uint16_t made = 0;

  static std::size_t header_size(const EntityMapping& entity) {
    return round_up(sizeof(ThreadChunk), entity.alignment);
  }
  static ThreadChunk& of(std::byte* place, std::uint32_t slot, const EntityMapping& entity) {
    return *reinterpret_cast<ThreadChunk*>(place - slot * entity.size - header_size(entity));
  }
};

// Where one thread makes objects of one entity, the last that asked for this slab. It has no memory
// of its own while it has no objects.
class ThreadSlab {
 public:
  bool is_of(const EntityMapping& entity) const { return entity_ == &entity; }
  // For another entity from here on.
  void begin(const EntityMapping& entity) noexcept;
  Object& make();
  void free(std::byte* place, std::uint16_t slot) noexcept;
  void leave_chunk() noexcept;

 private:
  // So many places can be kept by one object that lives on.
  static constexpr std::uint32_t most_places = 64;

  void begin_chunk();
  Object& construct(std::byte* place, std::uint16_t slot);

  const EntityMapping* entity_ = nullptr;
  ThreadChunk* chunk_ = nullptr;
  // What was never used of the chunk.
  std::byte* next_ = nullptr;
  std::byte* end_ = nullptr;
  // Of the next chunk: twice those of one that has become full.
  std::uint32_t places_ = 1;
};

// Entities whose addresses come to the same one take turns.
thread_local std::array<ThreadSlab, 32> thread_slabs;
// Objects are made even when a thread's variables have ended, and what was static ends.
thread_local bool have_slabs_ended = false;
// Its address is the mark.
thread_local char thread_mark = 0;

// Ends with the thread.
struct ThreadEnd {
  ThreadEnd() = default;
  ThreadEnd(const ThreadEnd&) = delete;
  ThreadEnd& operator=(const ThreadEnd&) = delete;
  ~ThreadEnd() {
    have_slabs_ended = true;
    for (ThreadSlab& slab : thread_slabs) slab.leave_chunk();
  }

  // It ends only where it has been used.
  bool is_used = false;
};
thread_local ThreadEnd thread_end;

void ThreadSlab::begin(const EntityMapping& entity) noexcept {
  leave_chunk();
  entity_ = &entity;
  places_ = 1;
}

void ThreadSlab::begin_chunk() {
  if (chunk_ != nullptr) {
    places_ = std::min(2 * places_, most_places);
    leave_chunk();
  }
  thread_end.is_used = true;
  const std::size_t header = ThreadChunk::header_size(*entity_);
  const std::size_t size = header + places_ * entity_->size;
  auto* memory = static_cast<std::byte*>(allocate_bytes(size, entity_->alignment));
  chunk_ = new (memory) ThreadChunk{.thread = &thread_mark, .slab = this};
  next_ = memory + header;
  end_ = memory + size;
}

void ThreadSlab::leave_chunk() noexcept {
  if (chunk_ == nullptr) return;
  ThreadChunk* left = std::exchange(chunk_, nullptr);
  left->thread.store(nullptr, std::memory_order_relaxed);
  const std::int32_t live = left->live;
  if (left->ended.fetch_sub(live, std::memory_order_acq_rel) == live) {
    free_bytes(left, entity_->alignment);
  }
}

Object& ThreadSlab::make() {
  if (chunk_ == nullptr || (chunk_->free == nullptr && next_ == end_)) begin_chunk();
  ThreadChunk& chunk = *chunk_;
  ++chunk.live;
  if (ThreadPlace* place = chunk.free) {
    chunk.free = place->next;
    return construct(reinterpret_cast<std::byte*>(place), place->slot);
  }
  std::byte* place = next_;
  next_ += entity_->size;
  return construct(place, static_cast<std::uint16_t>(chunk.made++ | thread_slot));
}

// A class of the program may throw, and may have made objects of others, which this slab is for
// then.
Object& ThreadSlab::construct(std::byte* place, std::uint16_t slot) {
  const EntityMapping& entity = *entity_;
  try {
    Object* object = entity.construct(place);
    ObjectAccess::slot(*object) = slot;
    return *object;
  } catch (...) {
    free_in_thread(place, slot, entity);
    throw;
  }
}

void ThreadSlab::free(std::byte* place, std::uint16_t slot) noexcept {
  // Those that ended elsewhere count among these.
  if (--chunk_->live > 0) {
    chunk_->free = ::new (place) ThreadPlace{chunk_->free, slot};
  } else {
    // Objects that come and go one by one have chunks of one place, however many there were.
    places_ = 1;
    free_bytes(std::exchange(chunk_, nullptr), entity_->alignment);
  }
}

}  // namespace

Object* make_in_thread(const EntityMapping& entity) {
  if (have_slabs_ended) return nullptr;
  // The mappings of a schema stand at distances of a few hundred bytes.
  const std::uint64_t scattered = reinterpret_cast<std::uintptr_t>(&entity) * 0x9e3779b97f4a7c15U;
  ThreadSlab& slab = thread_slabs[(scattered >> 32) % thread_slabs.size()];
  if (!slab.is_of(entity)) slab.begin(entity);
  return &slab.make();
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
