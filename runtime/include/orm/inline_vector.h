// A vector whose first elements need no memory of their own.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <utility>

namespace orm::detail {

/// Holds up to `N` elements inside; more move to the heap together. Only elements that are there
/// are made. `T` can be moved without an exception.
template <class T, std::size_t N>
class InlineVector {
 public:
  InlineVector() {}
  InlineVector(const InlineVector& other) { append(other); }
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

  void push_back(T value) {
    if (size_ == capacity_) grow(size_ + 1);
    new (data() + size_) T(std::move(value));
    ++size_;
  }
  void append(const InlineVector& other) {
    if (capacity_ - size_ < other.size_) grow(size_ + other.size_);
    std::uninitialized_copy_n(other.data(), other.size_, data() + size_);
    size_ += other.size_;
  }
  void append(InlineVector&& other) {
    if (size_ == 0) {
      *this = std::move(other);
      return;
    }
    if (capacity_ - size_ < other.size_) grow(size_ + other.size_);
    std::uninitialized_move_n(other.data(), other.size_, data() + size_);
    size_ += other.size_;
    other.clear();
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
    std::destroy_n(data(), size_);
    if (heap_ != nullptr) std::allocator<T>().deallocate(heap_, capacity_);
    heap_ = nullptr;
    size_ = 0;
    capacity_ = N;
  }
  // The other one is empty then; this one is before.
  void take(InlineVector& other) noexcept {
    if (other.heap_ == nullptr) {
      std::uninitialized_move_n(other.data(), other.size_, data());
      size_ = other.size_;
      other.clear();
      return;
    }
    heap_ = std::exchange(other.heap_, nullptr);
    size_ = std::exchange(other.size_, 0);
    capacity_ = std::exchange(other.capacity_, N);
  }
  void grow(std::size_t least) {
    const std::size_t capacity = least > 2 * capacity_ ? least : 2 * capacity_;
    T* memory = std::allocator<T>().allocate(capacity);
    std::uninitialized_move_n(data(), size_, memory);
    const std::size_t size = size_;
    clear();
    heap_ = memory;
    size_ = size;
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
