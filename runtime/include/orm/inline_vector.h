// A vector whose first elements need no memory of their own.
#pragma once

#include <cstddef>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>

namespace orm::detail {

/// Holds up to `N` elements inside; more move to the heap together. Only elements that are there
/// are made. `T` can be moved without an exception.
template <class T, std::size_t N>
class InlineVector {
  static_assert(alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);

 public:
  InlineVector() {}
  InlineVector(const InlineVector& other) {
    if (!other.empty()) append(other);
  }
  InlineVector(InlineVector&& other) noexcept { take(other); }
  InlineVector& operator=(const InlineVector& other) {
    if (this != &other) *this = InlineVector(other);
    return *this;
  }
  InlineVector& operator=(InlineVector&& other) noexcept {
    if (this != &other) {
      clear();
      take(other);
    }
    return *this;
  }
  ~InlineVector() { clear(); }

  void push_back(T value) { emplace_back(std::move(value)); }
  /// The arguments are not of the vector itself, and so below.
  template <class... Args>
  T& emplace_back(Args&&... args) {
    reserve_more(1);
    new (static_cast<void*>(data() + size_)) T(std::forward<Args>(args)...);
    return data()[size_++];
  }
  void append(const T* from, std::size_t count) {
    reserve_more(count);
    if constexpr (std::is_trivially_copyable_v<T>) {
      // NOLINTNEXTLINE(bugprone-sizeof-expression)
      std::memcpy(static_cast<void*>(data() + size_), static_cast<const void*>(from),
                  count * sizeof(T));
      size_ += count;
    } else {
      for (std::size_t i = 0; i < count; ++i) emplace_back(from[i]);
    }
  }
  void append(const InlineVector& other) { append(other.data(), other.size_); }
  void append(InlineVector&& other) {
    if (other.size_ == 0) return;
    if (size_ == 0) {
      clear();
      return take(other);
    }
    reserve_more(other.size_);
    relocate(other.data(), other.size_, data() + size_);
    size_ += std::exchange(other.size_, 0);
  }

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* data() { return heap_ != nullptr ? heap_ : inside_; }
  const T* data() const { return heap_ != nullptr ? heap_ : inside_; }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size_; }
  const T& operator[](std::size_t index) const { return data()[index]; }

 private:
  void clear() noexcept {
    for (std::size_t i = 0; i < size_; ++i) data()[i].~T();
    size_ = 0;
    // Nearly never, and a call that does nothing is one all the same.
    if (heap_ == nullptr) return;
    ::operator delete(static_cast<void*>(heap_));
    heap_ = nullptr;
    capacity_ = N;
  }
  // The other one is empty then; this one is before.
  void take(InlineVector& other) noexcept {
    if (other.size_ == 0) return;
    size_ = std::exchange(other.size_, 0);
    if (other.heap_ == nullptr) {
      relocate(other.inside_, size_, inside_);
      return;
    }
    heap_ = std::exchange(other.heap_, nullptr);
    capacity_ = std::exchange(other.capacity_, N);
  }
  // Moves elements, which end where they were.
  static void relocate(T* from, std::size_t count, T* to) noexcept {
    if constexpr (std::is_trivially_copyable_v<T>) {
      // NOLINTNEXTLINE(bugprone-sizeof-expression)
      std::memcpy(static_cast<void*>(to), static_cast<const void*>(from), count * sizeof(T));
    } else {
      for (std::size_t i = 0; i < count; ++i) {
        new (static_cast<void*>(to + i)) T(std::move(from[i]));
        from[i].~T();
      }
    }
  }
  void reserve_more(std::size_t count) {
    if (capacity_ - size_ < count) grow(size_ + count);
  }
  // Rare, and so never a part of what calls it.
  [[gnu::noinline]] void grow(std::size_t least) {
    const std::size_t capacity = least > 2 * capacity_ ? least : 2 * capacity_;
    // NOLINTNEXTLINE(bugprone-sizeof-expression)
    auto* memory = static_cast<T*>(::operator new(capacity * sizeof(T)));
    relocate(data(), size_, memory);
    ::operator delete(static_cast<void*>(heap_));
    heap_ = memory;
    capacity_ = capacity;
  }

  // Null while the elements are inside.
  T* heap_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = N;
  union {
    // Private, though members of a union count as public.
    // NOLINTNEXTLINE(readability-identifier-naming)
    T inside_[N];
  };
};

}  // namespace orm::detail
