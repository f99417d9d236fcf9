// A pointer that owns, for headers that every user's source reads: <memory> would be a fifth of
// what the compiler keeps of them.
#pragma once

#include <utility>

namespace orm::detail {

/// Owns one `T`, or none, which the function `end(T*)` beside `T` ends; it is never given null.
/// `T` may be declared only.
template <class T>
class Owner {
 public:
  Owner() = default;
  explicit Owner(T* owned) noexcept : owned_(owned) {}
  Owner(Owner&& other) noexcept : owned_(std::exchange(other.owned_, nullptr)) {}
  Owner& operator=(Owner&& other) noexcept {
    Owner ended(std::exchange(owned_, std::exchange(other.owned_, nullptr)));
    return *this;
  }
  ~Owner() {
    if (owned_ != nullptr) end(owned_);
  }

  T* get() const noexcept { return owned_; }
  T& operator*() const noexcept { return *owned_; }
  T* operator->() const noexcept { return owned_; }

 private:
  T* owned_ = nullptr;
};

}  // namespace orm::detail
