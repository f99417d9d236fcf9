// One object for each key of one entity.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "orm/mapping.h"
#include "orm/value.h"

namespace orm::identity {

/// Keys that are one integer, in open addressing. Sixteen neighbouring keys stand next to each
/// other, so rows that are read in key order touch memory in order; where they stand is scattered.
/// Multiplied by the golden ratio, the first bits of consecutive numbers stand far apart: the
/// sixteens of a table whose keys were counted up hardly ever meet. What finds its place taken goes
/// on behind the neighbours, who would be in its way one by one. Erased places are marked, not
/// closed.
class IntegerMap {
 public:
  Object* find(std::int64_t key) const {
    if (entries_.empty()) return nullptr;
    const std::size_t mask = entries_.size() - 1;
    for (std::size_t i = home(key); entries_[i].object != nullptr; i = (i + stride) & mask) {
      if (entries_[i].key == key && entries_[i].object != erased()) return entries_[i].object;
    }
    return nullptr;
  }
  /// The key must not be in the map.
  void insert(std::int64_t key, Object& object) {
    if ((size_ + erased_ + 1) * 3 > entries_.size() * 2) grow();
    const std::size_t mask = entries_.size() - 1;
    std::size_t i = home(key);
    while (is_object(entries_[i])) i = (i + stride) & mask;
    if (entries_[i].object == erased()) --erased_;
    entries_[i] = {key, &object};
    ++size_;
  }
  /// Does nothing where the key is not in the map.
  void erase(std::int64_t key);
  std::size_t size() const { return size_; }

  template <class Visit>
  void for_each(Visit visit) const {
    for (const Entry& entry : entries_) {
      if (is_object(entry)) visit(*entry.object);
    }
  }

 private:
  struct Entry {
    std::int64_t key = 0;
    // Null where there never was an object.
    Object* object = nullptr;
  };

  // Odd, so that it comes to every place of a capacity that is a power of two.
  static constexpr std::size_t stride = 17;

  static Object* erased() { return reinterpret_cast<Object*>(std::uintptr_t{1}); }
  static bool is_object(const Entry& entry) {
    return entry.object != nullptr && entry.object != erased();
  }
  std::size_t home(std::int64_t key) const {
    const auto bits = static_cast<std::uint64_t>(key);
    const std::uint64_t scattered = ((bits >> 4) * 0x9e3779b97f4a7c15U) >> 32;
    return ((scattered >> unused_bits_) << 4) | (bits & 15);
  }
  void grow();
  void rehash(std::size_t capacity);

  std::vector<Entry> entries_;
  std::size_t size_ = 0;
  std::size_t erased_ = 0;
  // Of 32 bits, those that the number of a sixteen does not have.
  int unused_bits_ = 32;
};

/// Bytes that are equal for two keys exactly when all their values are.
std::string encode(std::span<const ValueView> key);

/// `key` is always one value for each column of the entity's primary key.
class IdentityMap {
 public:
  explicit IdentityMap(const EntityMapping& entity);

  /// Null when there is no object of that key.
  Object* find(const ValueView* key) const {
    return uses_integer(key) ? integers_.find(key->integer) : find_encoded(key);
  }
  /// There must be no object of that key.
  void insert(const ValueView* key, Object& object) {
    if (uses_integer(key)) return integers_.insert(key->integer, object);
    others_.emplace(encoded(key), &object);
  }
  void erase(const ValueView* key) {
    if (uses_integer(key)) return integers_.erase(key->integer);
    others_.erase(encoded(key));
  }
  /// The same, whatever memory there is, for the key's object.
  void erase(const ValueView* key, const Object& object) noexcept {
    if (uses_integer(key)) return integers_.erase(key->integer);
    erase_other(key, object);
  }
  std::size_t size() const { return integers_.size() + others_.size(); }

  template <class Visit>
  void for_each(Visit visit) const {
    integers_.for_each(visit);
    for (const auto& [key, object] : others_) visit(*object);
  }

 private:
  bool uses_integer(const ValueView* key) const {
    return is_integer_ && key->kind == ValueKind::Integer;
  }
  std::string encoded(const ValueView* key) const { return encode({key, columns_}); }
  Object* find_encoded(const ValueView* key) const;
  void erase_other(const ValueView* key, const Object& object) noexcept;

  std::size_t columns_;
  bool is_integer_;
  IntegerMap integers_;
  std::unordered_map<std::string, Object*> others_;
};

}  // namespace orm::identity
