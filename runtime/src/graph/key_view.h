// The values of a key, where they stand in an object's memory.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "orm/mapping.h"
#include "orm/object.h"
#include "orm/value.h"

namespace orm::detail {

/// True when the key references exactly the primary key of its target, in whatever order.
bool names_primary_key(const ForeignKeyMapping& key);

/// One value for each column of a primary key, in its order. Refers to the object's memory.
/// Both constructors raise InvalidRequestError for a key of more than 16 columns.
class KeyView {
 public:
  /// The object's own primary key.
  explicit KeyView(const Object& object) {
    const EntityMapping& entity = object.entity();
    const IntegerMember& member = entity.columns[entity.key[0]].integer;
    if (entity.key.size() != 1 || member.required == nullptr) {
      read(object);
      return;
    }
    // Nearly always: every object that enters or leaves the store passes here.
    size_ = 1;
    std::construct_at(&values_[0], ValueView::of_integer(object.*member.required));
  }
  /// The primary key of what the object's foreign key names, which `names_primary_key`.
  KeyView(const Object& object, const ForeignKeyMapping& key);

  const ValueView* data() const { return values_; }
  std::size_t size() const { return size_; }
  std::span<const ValueView> values() const { return {values_, size_}; }

 private:
  static constexpr std::size_t most_columns = 16;

  void read(const Object& object);
  void set_size(const EntityMapping& entity);

  // In a union only the values that are there are written.
  union {
    // Private, though members of a union count as public.
    // NOLINTNEXTLINE(readability-identifier-naming)
    ValueView values_[most_columns];
  };
  std::size_t size_ = 0;
};

/// The values of a key, apart from the object's memory.
std::vector<Value> copy_of_key(std::span<const ValueView> key);
/// Refers to the values.
std::vector<ValueView> view_of_key(const std::vector<Value>& key);

/// `blog::User with the key 3`. For messages.
std::string named(const EntityMapping& entity, std::span<const ValueView> key);
/// The same, and `new blog::User` while it has no key.
std::string named(const Object& object);

/// Gives an object that primary key: one value for each column of it. Nothing else follows.
void set_key_columns(Object& object, const ValueView* key);

}  // namespace orm::detail
