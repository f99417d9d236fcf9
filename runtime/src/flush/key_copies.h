// The foreign keys of new rows, which take the keys of rows that were written before.
#pragma once

#include <cstdint>
#include <vector>

#include "graph/foreign_keys.h"
#include "graph/object_access.h"
#include "orm/mapping.h"
#include "orm/object.h"

namespace orm::flush {

/// For many new objects of one entity: what there is to be copied is looked up once.
class KeyCopies {
 public:
  /// Not for keys with a column that is `left_out`.
  explicit KeyCopies(const EntityMapping& entity, std::uint64_t left_out = 0);

  /// Gives an object that is not stored yet the keys of all that it is linked to. Raises
  /// InvalidRequestError when keys that share a column need different values in it.
  void write(Object& child) const {
    if (!are_integers_) return detail::write_foreign_keys(child, left_out_);
    for (const Copy& copy : copies_) {
      if (const Object* parent = (child.*copy.link).target()) write(child, copy, *parent);
    }
  }

 private:
  struct Copy {
    const ForeignKeyMapping* key;
    ToOne Object::* link;
    std::int64_t Object::* from;
    IntegerMember to;
    std::uint64_t bit;
  };

  bool add(const EntityMapping& entity, const ForeignKeyMapping& key);
  static void write(Object& child, const Copy& copy, const Object& parent) {
    if (!has_key(parent)) return detail::write_foreign_key(child, *copy.key, &parent);
    if (copy.to.optional != nullptr) {
      child.*copy.to.optional = parent.*copy.from;
    } else {
      child.*copy.to.required = parent.*copy.from;
    }
    detail::ObjectAccess::changed(child) |= copy.bit;
  }

  std::uint64_t left_out_;
  // Each key is one integer, that of a primary key.
  bool are_integers_ = true;
  std::vector<Copy> copies_;
};

}  // namespace orm::flush
