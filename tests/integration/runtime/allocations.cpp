#include "allocations.h"

#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::size_t> live{0};
std::atomic<std::size_t> all{0};
std::atomic<std::size_t> bytes{0};
// Of one thread at a time.
std::atomic<std::size_t> most{0};

void* allocate(std::size_t size, std::size_t alignment) {
  const std::size_t rounded = (size + alignment - 1) / alignment * alignment;
  void* memory = alignment > __STDCPP_DEFAULT_NEW_ALIGNMENT__
                     ? std::aligned_alloc(alignment, rounded)
                     : std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  ++live;
  ++all;
  bytes += malloc_usable_size(memory);
  if (bytes > most) most = bytes.load();
  return memory;
}

void release(void* memory) noexcept {
  if (memory == nullptr) return;
  --live;
  bytes -= malloc_usable_size(memory);
  std::free(memory);
}

}  // namespace

namespace orm_test {

std::size_t live_allocations() { return live; }
std::size_t all_allocations() { return all; }
std::size_t live_bytes() { return bytes; }
std::size_t most_bytes() { return most; }
void reset_most_bytes() { most = bytes.load(); }

}  // namespace orm_test

void* operator new(std::size_t size) { return allocate(size, 1); }
void* operator new[](std::size_t size) { return allocate(size, 1); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return allocate(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return allocate(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { release(memory); }
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { release(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { release(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { release(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { release(memory); }
