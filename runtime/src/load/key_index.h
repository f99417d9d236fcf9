// Finding objects by the columns that a foreign key references.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "identity/object_store.h"

namespace orm::load {

/// Values of some columns of an object. They refer to its memory.
std::vector<ValueView> values_of(const Object& object, std::span<const std::uint16_t> columns);

/// Repeats the last of some keys of `width` columns until there are `count`, for a list in a
/// statement that others share.
void fill_up(std::vector<ValueView>& keys, std::size_t width, std::size_t count);

/// The identity map where the columns are the primary key; else the objects that were added.
class KeyIndex {
 public:
  KeyIndex(identity::ObjectStore& objects, const EntityMapping& entity,
           std::span<const std::uint16_t> columns);

  bool is_identity() const { return is_identity_; }
  /// `key` holds the object's values of the columns. Nothing is done for the identity map.
  void add(std::span<const ValueView> key, Object& object);
  /// Null when there is none. Neighbouring rows mostly name the same object.
  Object* find(std::span<const ValueView> key) {
    const bool is_integer = key.size() == 1 && key[0].kind == ValueKind::Integer;
    if (is_integer && last_ != nullptr && key[0].integer == last_key_) return last_;
    last_ = look_for(key);
    if (!is_integer) return std::exchange(last_, nullptr);
    last_key_ = key[0].integer;
    return last_;
  }

 private:
  Object* look_for(std::span<const ValueView> key) const;

  identity::EntityStore* store_;
  bool is_identity_;
  std::unordered_map<std::string, Object*> others_;
  // What was found last, by a key of one integer.
  Object* last_ = nullptr;
  std::int64_t last_key_ = 0;
};

}  // namespace orm::load
