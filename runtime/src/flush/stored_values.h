// What rows hold before a flush, whatever their objects were set to since.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

#include "flush/change_set.h"
#include "orm/mapping.h"

namespace orm::flush {

/// Refers to the old values.
class StoredValues {
 public:
  explicit StoredValues(const OldValues& old_values);

  /// False for a column that was set without being read.
  bool is_known(const Object& object, unsigned column) const;
  /// The same for a set of columns.
  bool are_known(const Object& object, std::uint64_t columns) const;

  /// The values of some columns of a stored object as bytes that are equal when they are; nothing
  /// where one is NULL or not known.
  std::optional<std::string> bytes(const Object& object,
                                   std::span<const std::uint16_t> columns) const;

 private:
  using Place = std::pair<const Object*, unsigned>;
  struct Hash {
    std::size_t operator()(const Place& place) const {
      return std::hash<const Object*>()(place.first) * 31 + place.second;
    }
  };

  std::unordered_map<Place, ValueView, Hash> old_;
};

}  // namespace orm::flush
