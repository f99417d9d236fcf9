#include "flush/key_copies.h"

#include <algorithm>

#include "graph/object_access.h"

namespace orm::flush {

using detail::ObjectAccess;

KeyCopies::KeyCopies(const EntityMapping& entity, std::uint64_t left_out) : left_out_(left_out) {
  are_integers_ = left_out == 0 && entity.generated_key &&
                  std::all_of(entity.foreign_keys.begin(), entity.foreign_keys.end(),
                              [&](const ForeignKeyMapping& key) { return add(entity, key); });
}

// False where the key is another one than most are.
bool KeyCopies::add(const EntityMapping& entity, const ForeignKeyMapping& key) {
  if (key.link == nullptr) return true;
  const auto& primary = key.target->key;
  const unsigned referenced = key.target_columns[0];
  if (key.columns.size() != 1 || primary.size() != 1 || primary[0] != referenced) return false;
  const IntegerMember& from = key.target->columns[referenced].integer;
  const IntegerMember& to = entity.columns[key.columns[0]].integer;
  if (from.required == nullptr) return false;
  if (to.required == nullptr && to.optional == nullptr) return false;
  copies_.push_back({&key, key.link, from.required, to, ObjectAccess::column_bit(key.columns[0])});
  return true;
}

}  // namespace orm::flush
