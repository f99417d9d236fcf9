// The handle by which programs hold objects.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include "orm/object.h"

namespace orm {

namespace detail {
[[noreturn]] void null_ptr(const EntityMapping& entity);
}  // namespace detail

/// Holds an object of a generated class, or nothing. A Ptr always keeps its object and what is
/// linked to it. Copies are cheap, equality is identity; belongs to the thread of its session.
template <class T>
class Ptr {
 public:
  Ptr() = default;
  // Both conversions are wanted: `set_user(nullptr)`, and a handle from an object in a loop.
  Ptr(std::nullptr_t) noexcept {}
  Ptr(T& object) noexcept : handle_(erased(&object)) {}
  Ptr(const Ptr&) noexcept = default;
  Ptr(Ptr&&) noexcept = default;
  Ptr& operator=(const Ptr&) noexcept = default;
  Ptr& operator=(Ptr&&) noexcept = default;
  ~Ptr() = default;

  /// From Ptr<T> to Ptr<const T>.
  template <class U>
    requires(std::is_same_v<const U, T> && !std::is_same_v<U, T>)
  Ptr(const Ptr<U>& other) noexcept : handle_(other.object()) {}

  /// Takes a handle on what the runtime found; for the runtime only.
  static Ptr adopt(Object* object) noexcept {
    Ptr ptr;
    ptr.handle_ = detail::Handle(object);
    return ptr;
  }

  /// The object, or null.
  T* get() const noexcept { return static_cast<T*>(handle_.get()); }
  /// Raises NullPtrError when there is none.
  T* operator->() const { return checked(); }
  /// Raises NullPtrError when there is none.
  T& operator*() const { return *checked(); }
  explicit operator bool() const noexcept { return handle_.get() != nullptr; }

  Object* object() const noexcept { return handle_.get(); }

  friend bool operator==(const Ptr& left, const Ptr& right) noexcept {
    return left.object() == right.object();
  }
  friend bool operator==(const Ptr& ptr, std::nullptr_t) noexcept { return !ptr; }

 private:
  static Object* erased(T* object) noexcept {
    return const_cast<Object*>(static_cast<const Object*>(object));
  }
  T* checked() const {
    if (handle_.get() == nullptr) detail::null_ptr(std::remove_const_t<T>::mapping);
    return get();
  }

  detail::Handle handle_;
};

}  // namespace orm
