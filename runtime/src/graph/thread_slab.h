// Memory for the objects that programs make before a session knows them.
//
// What a thread makes of one entity stands side by side in chunks, which costs a quarter of what an
// allocation does. Such an object may end in another thread, long after its own one: a chunk is
// freed when its last object has ended, wherever that is.
#pragma once

#include <cstddef>
#include <cstdint>

#include "orm/mapping.h"
#include "orm/object.h"

namespace orm::detail {

/// Slots of objects in such a chunk have this bit.
inline constexpr std::uint16_t thread_slot = 0x8000;

/// A new, empty object in a chunk of the calling thread; null when that has given up its chunks,
/// for it ends.
Object* make_in_thread(const EntityMapping& entity);

/// Gives back the place of an object, which has ended, in a chunk of whatever thread.
void free_in_thread(std::byte* place, std::uint16_t slot, const EntityMapping& entity) noexcept;

}  // namespace orm::detail
