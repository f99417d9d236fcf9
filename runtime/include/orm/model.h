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

struct Access;

/// What the constructor of a class that derives from a generated one takes. Only the runtime has
/// one, so that objects are made by orm::make and by sessions alone.
class ConstructionKey {
  friend struct Access;
  ConstructionKey() {}
};

/// The one friend of every generated class: it makes, ends, fills and reads objects.
struct Access {
  template <class T>
  static Object* construct(void* place) {
    return ::new (place) T();
  }
  /// The same for a class of the user, which the schema names with `as`.
  template <class T, class Generated>
  static Object* construct_own(void* place) {
    static_assert(std::is_base_of_v<Generated, T> && std::is_convertible_v<T*, Generated*>,
                  "the class that the schema names with `as` has to derive from the generated one: "
                  "class Own : public Generated");
    static_assert(!std::is_abstract_v<T>,
                  "the class that the schema names with `as` has pure virtual functions, and "
                  "sessions make objects of it");
    static_assert(std::is_constructible_v<T, ConstructionKey>,
                  "the class that the schema names with `as` has to take over the constructor of "
                  "the generated one: using Generated::Generated;");
    return ::new (place) T(ConstructionKey());
  }
  template <class T>
  static void* destroy(Object& object) noexcept {
    T* whole = static_cast<T*>(&object);
    whole->~T();
    return whole;
  }
  template <class T>
  static void initialize(T& object, typename T::Init&& init) {
    // A class of the user may have a function of that name.
    if constexpr (requires { typename T::Generated; }) {
      static_cast<typename T::Generated&>(object).initialize(std::move(init));
    } else {
      object.initialize(std::move(init));
    }
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
