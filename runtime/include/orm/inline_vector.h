// A small vector that needs no allocation for its first elements.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace orm::detail {

/// Holds up to `N` elements inside; more move to the heap together. `T` is default-constructible.
template <class T, std::size_t N>
class InlineVector {
 public:
  void push_back(T value) {
    if (rest_.empty() && size_ < N) {
      inside_[size_++] = std::move(value);
      return;
    }
    if (rest_.empty()) {
      rest_.reserve(2 * N);
      for (std::size_t i = 0; i < size_; ++i) rest_.push_back(std::move(inside_[i]));
    }
    rest_.push_back(std::move(value));
    size_ = rest_.size();
  }
  void append(const InlineVector& other) {
    for (const T& value : other) push_back(value);
  }
  void append(InlineVector&& other) {
    for (std::size_t i = 0; i < other.size_; ++i) push_back(std::move(other.data()[i]));
  }

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* data() { return rest_.empty() ? inside_ : rest_.data(); }
  const T* data() const { return rest_.empty() ? inside_ : rest_.data(); }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size_; }
  const T& operator[](std::size_t index) const { return data()[index]; }

 private:
  T inside_[N] = {};
  std::vector<T> rest_;
  std::size_t size_ = 0;
};

}  // namespace orm::detail
