// All that a generated header needs: a small part of orm/orm.h.
#pragma once

#include <concepts>
#include <new>
#include <type_traits>
#include <utility>

#include "orm/abi.h"
#include "orm/collection.h"
#include "orm/fields.h"
#include "orm/object.h"
#include "orm/ptr.h"

namespace orm {

class Engine;
class RowReader;
class RowWriter;
struct LinkTableMapping;
struct EntityMapping;
struct EnumMapping;
struct Registry;

/// The types of a primary key's columns, in the order of the key.
template <class... Columns>
struct PrimaryKey {};

/// A member of an Init that has to be given.
template <class T>
class Required {
 public:
  // A template's body is checked when it is used: that is, when the member is left out.
  Required() {
    static_assert(sizeof(T) == 0, "a required column is missing from the braces of orm::make");
  }
  template <class U>
    requires(!std::same_as<std::remove_cvref_t<U>, Required>)
  Required(U&& value) : value_(static_cast<T>(std::forward<U>(value))) {
    static_assert(std::convertible_to<U, T>, "the value does not have the type of its column");
    static_assert(!(std::floating_point<std::remove_cvref_t<U>> && std::integral<T>),
                  "a floating-point value does not fit a column of whole numbers");
  }

  T&& take() { return std::move(value_); }

 private:
  T value_{};
};

/// The one friend of every generated class: it makes, ends, fills and reads objects.
struct Access {
  template <class T>
  static Object* construct(void* place) {
    return ::new (place) T();
  }
  template <class T>
  static void destroy(Object& object) noexcept {
    static_cast<T&>(object).~T();
  }
  template <class T>
  static void initialize(T& object, typename T::Init&& init) {
    object.initialize(std::move(init));
  }
  template <class T>
  static void read(Object& object, RowReader& row) {
    static_cast<T&>(object).read(row);
  }
  template <class T>
  static void write(const Object& object, RowWriter& row) {
    static_cast<const T&>(object).write(row);
  }
};

namespace detail {
/// A new object by itself, without a handle.
Object* allocate(const EntityMapping& entity);
}  // namespace detail

/// Makes an object that no session knows yet: `orm::make<User>({.name = "Ada"})`. Leaving out a
/// required column does not compile.
template <class T>
Ptr<T> make(typename T::Init init) {
  auto object = Ptr<T>::adopt(detail::allocate(T::mapping));
  Access::initialize(*object, std::move(init));
  return object;
}

}  // namespace orm
