#include "flush/required_keys.h"

#include <algorithm>
#include <string>

#include "graph/object_access.h"
#include "graph/relate.h"
#include "orm/error.h"

namespace orm::flush {

namespace {

using detail::ObjectAccess;

[[noreturn]] void key_missing(const Object& object, const ForeignKeyMapping& key, unsigned column) {
  const EntityMapping& entity = object.entity();
  std::string message = std::string(entity.name) + "::" + entity.columns[column].name +
                        " is required, but this object refers to no " + key.target->name + "; ";
  if (key.relationship != no_position) {
    message += std::string("set ") + entity.name +
               "::" + entity.relationships[key.relationship].name + ", ";
  } else if (key.inverse != no_position) {
    message += std::string("append it to ") + key.target->name +
               "::" + key.target->relationships[key.inverse].name + ", ";
  }
  throw RequiredKeyError(message + "set the column, or remove the object");
}

// A linked object is written first, and has its key by then.
bool is_given_or_awaited(const Object& object, unsigned column) {
  const bool is_given = (ObjectAccess::changed(object) & ObjectAccess::column_bit(column)) != 0;
  return is_given || detail::comes_from_link(object, column);
}

// The key is that of another object, which is written first.
bool awaits_primary_key(const Object& object) {
  const auto& key = object.entity().key;
  return std::all_of(key.begin(), key.end(), [&object](std::uint16_t column) {
    return is_given_or_awaited(object, column);
  });
}

}  // namespace

void require_foreign_keys(const Object& object) {
  const EntityMapping& entity = object.entity();
  for (const ForeignKeyMapping& key : entity.foreign_keys) {
    for (const std::uint16_t column : key.columns) {
      if (entity.columns[column].nullable) continue;
      const bool is_filled = object.state() == ObjectState::Persistent
                                 ? !detail::lacks_parent(object, key)
                                 : is_given_or_awaited(object, column);
      if (!is_filled) key_missing(object, key, column);
    }
  }
}

void require_keys_of_new(const Object& object) {
  require_foreign_keys(object);
  if (has_key(object) || object.entity().generated_key || awaits_primary_key(object)) return;
  throw RequiredKeyError(std::string("the primary key of this ") + object.entity().name +
                         " was not given, and the database does not assign it");
}

}  // namespace orm::flush
