#include "load/key_index.h"

#include <algorithm>

#include "graph/relate.h"

namespace orm::load {

namespace {

// In the order of the key.
bool is_primary_key(const EntityMapping& entity, std::span<const std::uint16_t> columns) {
  return std::equal(columns.begin(), columns.end(), entity.key.begin(), entity.key.end());
}

}  // namespace

std::vector<ValueView> values_of(const Object& object, std::span<const std::uint16_t> columns) {
  std::vector<ValueView> values;
  values.reserve(columns.size());
  for (const std::uint16_t column : columns) {
    values.push_back(detail::column_value(object, column));
  }
  return values;
}

void fill_up(std::vector<ValueView>& keys, std::size_t width, std::size_t count) {
  while (keys.size() < count * width) keys.push_back(keys[keys.size() - width]);
}

KeyIndex::KeyIndex(identity::ObjectStore& objects, const EntityMapping& entity,
                   std::span<const std::uint16_t> columns)
    : store_(&objects.of(entity)), is_identity_(is_primary_key(entity, columns)) {}

void KeyIndex::add(std::span<const ValueView> key, Object& object) {
  if (!is_identity_) others_.emplace(identity::encode(key), &object);
}

Object* KeyIndex::look_for(std::span<const ValueView> key) const {
  if (is_identity_) return store_->map.find(key.data());
  const auto found = others_.find(identity::encode(key));
  return found == others_.end() ? nullptr : found->second;
}

}  // namespace orm::load
