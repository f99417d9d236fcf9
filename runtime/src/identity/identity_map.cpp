#include "identity/identity_map.h"

#include <algorithm>
#include <bit>
#include <new>
#include <utility>

#include "value/key_bytes.h"

namespace orm::identity {

namespace {

constexpr std::size_t first_capacity = 16;
constexpr std::size_t large_capacity = 2048;

// How many of the places may be taken.
std::size_t most_of(std::size_t capacity) { return capacity / 5 * 4; }

bool is_integer_type(ColumnType type) {
  return type == ColumnType::Int16 || type == ColumnType::Int32 || type == ColumnType::Int64;
}

}  // namespace

void IntegerMap::grow() {
  // Where enough places are only marked as erased, the same capacity will do. A map that is small
  // grows by more, so that it is not moved many times.
  const std::size_t more = capacity_ < large_capacity ? 4 : 2;
  const std::size_t capacity = capacity_ * (size_ * 2 > capacity_ ? more : 1);
  rehash(capacity == 0 ? first_capacity : capacity);
}

void IntegerMap::erase(std::int64_t key) {
  if (capacity_ == 0) return;
  const std::size_t mask = capacity_ - 1;
  std::size_t i = home(key);
  while (!(is_object(entries_[i]) && entries_[i].key == key)) {
    if (entries_[i].object == nullptr) return;
    i = (i + stride) & mask;
  }
  --size_;
  if (entries_[(i + stride) & mask].object == nullptr) {
    entries_[i].object = nullptr;
    ++room_;
  } else {
    entries_[i].object = erased();
  }
}

void IntegerMap::reserve(std::size_t more) {
  if (more <= room_) return;
  std::size_t capacity = std::max(capacity_, first_capacity);
  while (size_ + more > most_of(capacity)) capacity *= 2;
  // To close gaps among many keys would soon have to be done again.
  if (capacity == capacity_ && size_ * 2 > capacity) capacity *= 2;
  rehash(capacity);
}

void IntegerMap::rehash(std::size_t capacity) {
  const std::unique_ptr<Entry[]> before =
      std::exchange(entries_, std::make_unique<Entry[]>(capacity));
  const std::size_t count = std::exchange(capacity_, capacity);
  room_ = most_of(capacity) - size_;
  unused_bits_ = 32 - std::countr_zero(capacity / first_capacity);
  const std::size_t mask = capacity - 1;
  Entry* entries = entries_.get();
  for (std::size_t k = 0; k < count; ++k) {
    const Entry entry = before[k];
    if (!is_object(entry)) continue;
    std::size_t i = home(entry.key);
    while (entries[i].object != nullptr) i = (i + stride) & mask;
    entries[i] = entry;
  }
}

IdentityMap::IdentityMap(const EntityMapping& entity)
    : columns_(entity.key.size()),
      is_integer_(columns_ == 1 && is_integer_type(entity.columns[entity.key[0]].type)) {}

std::string encode(std::span<const ValueView> key) {
  std::string bytes;
  for (const ValueView& part : key) append_key_bytes(bytes, part);
  return bytes;
}

Object* IdentityMap::find_encoded(const ValueView* key) const {
  const auto found = others_.find(encoded(key));
  return found == others_.end() ? nullptr : found->second;
}

Object*& IdentityMap::other(const ValueView* key) {
  return others_.try_emplace(encoded(key), nullptr).first->second;
}

void IdentityMap::forget_null() noexcept {
  std::erase_if(others_, [](const auto& entry) { return entry.second == nullptr; });
}

// Without memory for the key's bytes it is looked for among all.
void IdentityMap::erase_other(const ValueView* key, const Object& object) noexcept {
  try {
    others_.erase(encoded(key));
  } catch (const std::bad_alloc&) {
    std::erase_if(others_, [&object](const auto& entry) { return entry.second == &object; });
  }
}

}  // namespace orm::identity
