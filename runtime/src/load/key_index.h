// Finding objects by the columns that a foreign key references.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
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
  /// Null when there is none.
  Object* find(std::span<const ValueView> key) const;

 private:
  identity::EntityStore* store_;
  bool is_identity_;
  std::unordered_map<std::string, Object*> others_;
};

}  // namespace orm::load
