#include "orm/links.h"

#include <algorithm>
#include <new>

#include "graph/graph.h"
#include "graph/object_access.h"

namespace orm {

namespace {

using detail::Members;

// By so many members a list grows: lists of four, eight and twelve are what most come to.
constexpr std::uint32_t fewest_more = 4;

Members* allocate(std::uint32_t capacity) {
  void* memory = ::operator new(sizeof(Members) + capacity * sizeof(Object*));
  Members* members = new (memory) Members();
  members->capacity = capacity;
  return members;
}

}  // namespace

void ToMany::release() noexcept {
  Members* block = members();
  if (block == nullptr) return;
  if (block->pins == 0) {
    ::operator delete(block);
  } else {
    // An iterator outlives the owner of its collection: it finds the end.
    block->in_collection = false;
    block->size = 0;
  }
}

namespace detail {

void free_snapshot(Members* members) noexcept {
  for (std::uint32_t i = 0; i < members->size; ++i) drop_handle(*members->items()[i]);
  ::operator delete(members);
}

void LinkAccess::unload(ToMany& list) {
  clear(list);
  if (!is_overridden(list)) set_state(list, 0);
}

// A block that can be changed and holds `capacity` members. One that an iterator walks over stays
// as it is and keeps its objects alive.
Members* LinkAccess::writable(ToMany& list, std::uint32_t capacity) {
  Members* old = list.members();
  if (old != nullptr && old->pins == 0 && old->capacity >= capacity) return old;
  const std::uint32_t size = old == nullptr ? 0 : old->size;
  Members* members = allocate(std::max(capacity, size + std::max(size / 2, fewest_more)));
  members->size = size;
  if (size > 0) std::copy_n(old->items(), size, members->items());
  if (old != nullptr && old->pins > 0) {
    old->in_collection = false;
    for (std::uint32_t i = 0; i < size; ++i) take_handle(*old->items()[i]);
  } else if (old != nullptr) {
    ::operator delete(old);
  }
  list.bits_ = reinterpret_cast<std::uintptr_t>(members) | (list.bits_ & ToMany::state_mask);
  return members;
}

void LinkAccess::erase(ToMany& list, std::uint32_t index) {
  Members* members = writable(list, size_of(list));
  Object** items = members->items();
  --ObjectAccess::incoming(*items[index]);
  std::copy(items + index + 1, items + members->size, items + index);
  --members->size;
}

void LinkAccess::clear(ToMany& list) {
  if (size_of(list) == 0) return;
  Members* members = writable(list, 0);
  for (std::uint32_t i = 0; i < members->size; ++i) {
    --ObjectAccess::incoming(*members->items()[i]);
  }
  ::operator delete(members);
  list.bits_ &= ToMany::state_mask;
}

std::uint32_t position_in(const ToMany& list, const Object* member) {
  Members* members = list.members();
  if (members == nullptr) return 0;
  if (member == nullptr || ObjectAccess::incoming(*member) == 0) return members->size;
  Object** end = members->items() + members->size;
  return static_cast<std::uint32_t>(std::find(members->items(), end, member) - members->items());
}

}  // namespace detail
}  // namespace orm
