// One object for each key of one entity.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

#include "orm/mapping.h"
#include "orm/value.h"

namespace orm::identity {

/// Keys that are one integer, in open addressing. Sixteen neighbouring keys stand next to each
/// other, so rows that are read in key order touch memory in order; where they stand is scattered.
/// Multiplied by the golden ratio, the first bits of consecutive numbers stand far apart: the
/// sixteens of a table whose keys were counted up hardly ever meet. What finds its place taken goes
/// on behind the neighbours, who would be in its way one by one. So up to four fifths of the places
/// can be taken: then keys that were counted up are found by 1.1 looks, keys at random by 3. Erased
/// places are marked, not closed.
class IntegerMap {
 public:
  Object* find(std::int64_t key) const {
    if (capacity_ == 0) return nullptr;
    const std::size_t mask = capacity_ - 1;
    for (std::size_t i = home(key); entries_[i].object != nullptr; i = (i + stride) & mask) {
      if (entries_[i].key == key && entries_[i].object != erased()) return entries_[i].object;
    }
    return nullptr;
  }
  /// The object of that key; where there is none, the one that `make()` returns, which does not use
  /// the map. True when it is new.
  template <class Make>
  std::pair<Object*, bool> find_or_insert(std::int64_t key, Make make) {
    if (room_ == 0) grow();
    const std::size_t mask = capacity_ - 1;
    Entry* place = nullptr;
    for (std::size_t i = home(key);; i = (i + stride) & mask) {
      Entry& entry = entries_[i];
      if (is_object(entry)) {
        if (entry.key == key) return {entry.object, false};
        continue;
      }
      if (place == nullptr) place = &entry;
      if (entry.object == nullptr) break;
    }
    Object& object = make();
    take(*place, key, object);
    return {&object, true};
  }
  /// The key must not be in the map.
  void insert(std::int64_t key, Object& object) {
    if (room_ == 0) grow();
    const std::size_t mask = capacity_ - 1;
    std::size_t i = home(key);
    while (is_object(entries_[i])) i = (i + stride) & mask;
    take(entries_[i], key, object);
  }
  /// Does nothing where the key is not in the map.
  void erase(std::int64_t key);
  /// So many more keys will be inserted.
  void reserve(std::size_t more);
  std::size_t size() const { return size_; }

  template <class Visit>
  void for_each(Visit visit) const {
    for (std::size_t i = 0; i < capacity_; ++i) {
      if (is_object(entries_[i])) visit(*entries_[i].object);
    }
  }

 private:
  // Without a value of their own, so that many are cleared at once.
  struct Entry {
    std::int64_t key;
    // Null where there never was an object.
    Object* object;
  };

  // Odd, so that it comes to every place of a capacity that is a power of two.
  static constexpr std::size_t stride = 17;

  static Object* erased() { return reinterpret_cast<Object*>(std::uintptr_t{1}); }
  static bool is_object(const Entry& entry) {
    return reinterpret_cast<std::uintptr_t>(entry.object) > 1;
  }
  std::size_t home(std::int64_t key) const {
    const auto bits = static_cast<std::uint64_t>(key);
    const std::uint64_t scattered = ((bits >> 4) * 0x9e3779b97f4a7c15U) >> 32;
    return ((scattered >> unused_bits_) << 4) | (bits & 15);
  }
  void take(Entry& place, std::int64_t key, Object& object) {
    if (place.object == nullptr) --room_;
    place = {key, &object};
    ++size_;
  }
  void grow();
  void rehash(std::size_t capacity);

  std::unique_ptr<Entry[]> entries_;
  std::size_t capacity_ = 0;
  std::size_t size_ = 0;
  // How many places may be taken where there never was an object.
  std::size_t room_ = 0;
  // Of 32 bits, those that the number of a sixteen does not have.
  int unused_bits_ = 32;
};

/// Bytes that are equal for two keys exactly when all their values are.
std::string encode(std::span<const ValueView> key);

/// `key` is always one value for each column of the entity's primary key.
class IdentityMap {
 public:
  explicit IdentityMap(const EntityMapping& entity);

  /// True for a key that is kept as an integer.
  bool uses_integer(const ValueView* key) const {
    return is_integer_ && key->kind == ValueKind::Integer;
  }
  /// Null when there is no object of that key.
  Object* find(const ValueView* key) const {
    return uses_integer(key) ? integers_.find(key->integer) : find_encoded(key);
  }
  /// The object of that key; where there is none, the one that `make()` returns, which does not use
  /// the map. True when it is new.
  template <class Make>
  std::pair<Object*, bool> find_or_insert(const ValueView* key, Make make) {
    if (uses_integer(key)) return integers_.find_or_insert(key->integer, make);
    Object*& place = other(key);
    if (place != nullptr) return {place, false};
    try {
      place = &make();
    } catch (...) {
      forget_null();
      throw;
    }
    return {place, true};
  }
  /// There must be no object of that key.
  void insert(const ValueView* key, Object& object) {
    if (uses_integer(key)) return integers_.insert(key->integer, object);
    others_.emplace(encoded(key), &object);
  }
  /// Forgets the key, whose object this is, whatever memory there is.
  void erase(const ValueView* key, const Object& object) noexcept {
    if (uses_integer(key)) return integers_.erase(key->integer);
    erase_other(key, object);
  }
  /// So many more objects will be inserted.
  void reserve(std::size_t more) {
    if (is_integer_) integers_.reserve(more);
  }
  std::size_t size() const { return integers_.size() + others_.size(); }

  template <class Visit>
  void for_each(Visit visit) const {
    integers_.for_each(visit);
    for (const auto& [key, object] : others_) visit(*object);
  }

 private:
  std::string encoded(const ValueView* key) const { return encode({key, columns_}); }
  Object* find_encoded(const ValueView* key) const;
  /// Where the object of that key is, or null is and it belongs.
  Object*& other(const ValueView* key);
  void forget_null() noexcept;
  void erase_other(const ValueView* key, const Object& object) noexcept;

  std::size_t columns_;
  bool is_integer_;
  IntegerMap integers_;
  std::unordered_map<std::string, Object*> others_;
};

}  // namespace orm::identity
