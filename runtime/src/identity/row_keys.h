// The keys of rows whose objects have been given other ones.
#pragma once

#include <cstddef>
#include <span>
#include <unordered_map>
#include <vector>

#include "graph/key_view.h"
#include "orm/object.h"
#include "orm/value.h"

namespace orm::identity {

/// From the time when the program changes the primary key of a stored object until a flush has
/// written it, the row has the old one. Empty nearly always.
class RowKeys {
 public:
  bool empty() const { return keys_.empty(); }
  /// Remembers the object's key as that of its row, unless it is known already.
  void keep(const Object& object);
  /// The key of the object's row where it is not the object's own; else null.
  const ValueView* find(const Object& object) const {
    return keys_.empty() ? nullptr : find_kept(object);
  }
  /// The object has the key of its row.
  void forget(const Object& object) {
    if (!keys_.empty()) keys_.erase(&object);
  }
  void clear() { keys_.clear(); }

 private:
  struct Key {
    std::vector<Value> values;
    std::vector<ValueView> views;
  };

  const ValueView* find_kept(const Object& object) const;

  std::unordered_map<const Object*, Key> keys_;
};

/// The key of an object's row. Refers to the object's memory, or to the keys.
class RowKey {
 public:
  RowKey(const RowKeys& keys, const Object& object) : own_(object), kept_(keys.find(object)) {}

  const ValueView* data() const { return kept_ != nullptr ? kept_ : own_.data(); }
  std::size_t size() const { return own_.size(); }
  std::span<const ValueView> values() const { return {data(), size()}; }

 private:
  detail::KeyView own_;
  const ValueView* kept_;
};

}  // namespace orm::identity
