// Memory in which objects are made.
#pragma once

#include <cstddef>
#include <new>

namespace orm::detail {

// Under AddressSanitizer every object is an allocation of its own, so that none is reused unseen.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool use_chunks = false;
#elif defined(__has_feature)
inline constexpr bool use_chunks = !__has_feature(address_sanitizer);
#else
inline constexpr bool use_chunks = true;
#endif

/// An alignment is a power of two.
inline std::size_t round_up(std::size_t size, std::size_t alignment) {
  return (size + alignment - 1) & ~(alignment - 1);
}

inline void* allocate_bytes(std::size_t size, std::size_t alignment) {
  return alignment <= __STDCPP_DEFAULT_NEW_ALIGNMENT__
             ? ::operator new(size)
             : ::operator new(size, std::align_val_t(alignment));
}

inline void free_bytes(void* memory, std::size_t alignment) noexcept {
  if (alignment <= __STDCPP_DEFAULT_NEW_ALIGNMENT__) {
    ::operator delete(memory);
  } else {
    ::operator delete(memory, std::align_val_t(alignment));
  }
}

}  // namespace orm::detail
