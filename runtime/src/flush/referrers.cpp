#include "flush/referrers.h"

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "graph/object_access.h"
#include "graph/relate.h"
#include "value/key_bytes.h"

namespace orm::flush {

namespace {

using detail::ObjectAccess;

class Stored {
 public:
  explicit Stored(const OldValues& old_values) {
    for (const OldValue& old : old_values) {
      if (ObjectAccess::has(*old.object, ObjectAccess::removed_flag)) {
        old_.emplace(std::pair(old.object, old.column), old.value.view());
      }
    }
  }

  /// The values of some columns as bytes that are equal when they are; nothing where one is NULL or
  /// is not known, because an object was set without being read.
  std::optional<std::string> text(const Object& object,
                                  std::span<const std::uint16_t> columns) const {
    std::string bytes;
    for (const std::uint16_t column : columns) {
      const auto old = old_.find({&object, column});
      const bool is_set = (ObjectAccess::changed(object) & ObjectAccess::column_bit(column)) != 0;
      if (old == old_.end() && is_set) return std::nullopt;
      const ValueView value =
          old == old_.end() ? detail::column_value(object, column) : old->second;
      if (value.is_null()) return std::nullopt;
      append_key_bytes(bytes, value);
    }
    return bytes;
  }

 private:
  std::map<std::pair<const Object*, unsigned>, ValueView> old_;
};

}  // namespace

Referrers referrers_among(std::span<Object* const> removed, const OldValues& old_values) {
  const Stored stored(old_values);
  std::unordered_map<const EntityMapping*, std::vector<Object*>> by_entity;
  for (Object* object : removed) by_entity[&object->entity()].push_back(object);
  Referrers referrers;
  for (const auto& [entity, objects] : by_entity) {
    for (const ForeignKeyMapping& key : entity->foreign_keys) {
      const auto targets = by_entity.find(key.target);
      if (targets == by_entity.end()) continue;
      std::unordered_map<std::string, Object*> target_of;
      for (Object* target : targets->second) {
        if (auto text = stored.text(*target, key.target_columns)) {
          target_of.emplace(*std::move(text), target);
        }
      }
      for (Object* object : objects) {
        const auto text = stored.text(*object, key.columns);
        const auto target = text ? target_of.find(*text) : target_of.end();
        if (target == target_of.end() || target->second == object) continue;
        referrers[target->second].push_back(object);
      }
    }
  }
  return referrers;
}

}  // namespace orm::flush
