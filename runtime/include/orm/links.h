// Where an object keeps its links to other objects. Links own nothing: see object.h for lifetime.
#pragma once

#include <cstdint>

namespace orm {

class Object;
struct EntityMapping;

namespace detail {

struct LinkAccess;

/// The members of a collection: a header, then the pointers.
struct Members {
  std::uint32_t size = 0;
  std::uint32_t capacity = 0;
  /// Iterators that walk over this block. A block that is walked is never changed: the collection
  /// takes a copy first, and the walked one keeps its objects by handles.
  std::uint32_t pins = 0;
  /// False once the collection has moved on to a copy; the last pin then frees the block.
  bool in_collection = true;

  Object** items() { return reinterpret_cast<Object**>(this + 1); }
};

/// Gives up a block that no collection uses any more.
void free_snapshot(Members* members) noexcept;

inline void pin(Members* members) {
  if (members != nullptr) ++members->pins;
}
inline void unpin(Members* members) noexcept {
  if (members != nullptr && --members->pins == 0 && !members->in_collection) {
    free_snapshot(members);
  }
}

}  // namespace detail

/// A link to at most one object: the object's side of a foreign key, or of a one-to-one.
class ToOne {
 public:
  bool is_loaded() const { return (bits_ & ~overridden_bits) != 0; }
  /// Null when not loaded, too.
  Object* target() const {
    return bits_ > overridden_bits ? reinterpret_cast<Object*>(bits_) : nullptr;
  }

 private:
  friend struct detail::LinkAccess;
  static constexpr std::uintptr_t null_bits = 1;
  static constexpr std::uintptr_t overridden_bits = 2;

  // 0 is not loaded, null_bits is loaded and null, all else is the target's address.
  // overridden_bits is not loaded, and a query has said that the first use raises, or does not,
  // against the schema.
  std::uintptr_t bits_ = 0;
};

/// Links to any number of objects, in order.
class ToMany {
 public:
  ToMany() = default;
  ToMany(const ToMany&) = delete;
  ToMany& operator=(const ToMany&) = delete;
  ~ToMany() {
    if (bits_ > state_mask) release();
  }

  bool is_loaded() const { return (bits_ & state_mask) == loaded_bits; }
  /// Null while nothing was ever linked. Of an unloaded collection these are the objects linked
  /// since, which are not in the database yet.
  detail::Members* members() const {
    return reinterpret_cast<detail::Members*>(bits_ & ~state_mask);
  }

 private:
  friend struct detail::LinkAccess;
  static constexpr std::uintptr_t loaded_bits = 1;
  static constexpr std::uintptr_t loading_bits = 2;
  // As for ToOne.
  static constexpr std::uintptr_t overridden_bits = 3;
  static constexpr std::uintptr_t state_mask = 3;

  void release() noexcept;

  // Address of the members, with the state in the low bits.
  std::uintptr_t bits_ = 0;
};

}  // namespace orm
