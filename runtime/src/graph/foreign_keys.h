// The columns of foreign keys, which follow the links of their objects.
#pragma once

#include <cstdint>
#include <span>

#include "graph/attachment.h"
#include "orm/mapping.h"
#include "orm/object.h"
#include "orm/value.h"

namespace orm::detail {

/// True when the column is one of a key's.
bool is_in(std::span<const std::uint16_t> columns, unsigned column);

/// Sets a column, which a flush then writes, if that changes it.
void assign_column(Object& object, unsigned column, const ValueView& value);
/// The same where the links of the foreign keys that the column is part of are to follow.
void assign_column_and_links(Object& object, unsigned column, const ValueView& value);

/// The value of one column. Refers to the object's memory.
ValueView column_value(const Object& object, unsigned column);

/// Sets one column as a row would: nothing follows, and nothing is written.
void fill_column(Object& object, unsigned column, const ValueView& value);

/// The stored object that the foreign key's columns name, if the session has it. Null where a
/// column is NULL, or where the key references other columns than the primary key.
Object* find_referenced(Attachment& session, const Object& object, const ForeignKeyMapping& key);

/// Copies the parent's key into the child's foreign key columns. Without a parent the optional ones
/// become NULL; where there are none the key counts as not given. So does a column whose value the
/// parent does not have yet.
void write_foreign_key(Object& child, const ForeignKeyMapping& key, const Object* parent);

/// Of the key's columns those count as not given whose value the parent does not have any more.
void forget_foreign_key(Object& child, const ForeignKeyMapping& key, const Object& parent) noexcept;

/// Writes all keys whose links have a target, but for those with a column of `left_out`; all
/// of these targets have their keys.
/// Raises InvalidRequestError when keys that share a column need different values in it.
void write_foreign_keys(Object& child, std::uint64_t left_out = 0);

/// True when the key leads to the side of a one-to-one that has no key: it is unique.
bool is_of_one_to_one(const ForeignKeyMapping& key);

/// True when one of the columns is in a set of them.
bool is_any_in(std::span<const std::uint16_t> columns, std::uint64_t set);

/// True when some column of the entity's foreign keys is in the set.
bool has_foreign_key_in(const EntityMapping& entity, std::uint64_t set);

/// True when the program has set some column of the foreign key since the last flush.
bool is_set(const Object& object, const ForeignKeyMapping& key);

/// True when some column of the foreign key is NULL, or was not given.
bool has_null(const Object& object, const ForeignKeyMapping& key);

/// True when no column of the foreign key is optional, and its link leads nowhere.
bool lacks_parent(const Object& object, const ForeignKeyMapping& key);
/// The same for some foreign key that the column is part of.
bool lacks_parent(const Object& object, unsigned column);

/// True when the column takes its value from a linked object that does not have it yet.
bool awaits_key(const Object& object, unsigned column);
/// True when the column is part of a key whose link leads to an object, which the value comes from.
bool comes_from_link(const Object& object, unsigned column);

/// Notes whether all columns of the primary key are given, for an object that is not stored yet.
void note_key(Object& object);

/// Raises InvalidRequestError when linking a stored child to that parent would change its primary
/// key.
void require_same_key(const Object& child, const ForeignKeyMapping& key, const Object& parent);

}  // namespace orm::detail
