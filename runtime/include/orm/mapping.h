// The contract between generated code and the runtime: constant tables that describe a schema.
//
// Generated `.orm.cpp` files define these tables with constant initialisation; nothing runs before
// main. All pointers refer to other constants of static storage duration.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "orm/links.h"
#include "orm/object.h"

namespace orm {

class RowReader;
class RowWriter;
struct EntityMapping;

/// How a column is stored and read. Text has an optional maximum length in characters.
enum class ColumnType : std::uint8_t {
  Bool,
  Int16,
  Int32,
  Int64,
  Float32,
  Float64,
  Text,
  Bytes,
  Enum,
  Decimal,
  IsoDate,
  IsoTime,
  IsoDateTime,
  Uuid,
  Json
};

/// Who gives a column a value that the program does not give.
enum class ColumnSource : std::uint8_t {
  Program,
  /// The database, to a row that is inserted without one (`server_default`).
  ServerDefault,
  /// The database, always (`computed`). It is read back with each INSERT and UPDATE.
  Computed,
  /// The session: 1, and one more with each UPDATE, which fails when the row has another
  /// (`version_id`).
  Version
};

/// A value of an enum and its form in the database.
struct EnumeratorMapping {
  /// As the schema says it.
  const char* name;
  /// What the database holds where the enum is stored as text.
  const char* text = nullptr;
  std::uint32_t size = 0;
  /// The number in C++, and in the database where the enum is stored as one.
  std::int64_t number;
};

struct EnumMapping {
  /// Qualified name, for messages: `blog::Role`.
  const char* name;
  bool is_text;
  std::span<const EnumeratorMapping> enumerators;
};

/// Where objects keep a column that is one 64-bit integer, as most keys are, so that the runtime
/// need not ask them for it. One of the two, or neither.
struct IntegerMember {
  std::int64_t Object::* required = nullptr;
  std::optional<std::int64_t> Object::* optional = nullptr;
};

struct ColumnMapping {
  /// The name in the database.
  const char* name;
  ColumnType type;
  bool nullable = false;
  /// Greatest number of characters of a text; 0 is unlimited.
  std::uint32_t length = 0;
  /// Of an enum's column.
  const EnumMapping* enumeration = nullptr;
  /// Of a decimal: the greatest number of digits, and how many of them stand behind the point.
  std::uint8_t precision = 0;
  std::uint8_t scale = 0;
  ColumnSource source = ColumnSource::Program;
  /// Set to the present moment with each UPDATE of the row that does not set it (`onupdate now()`).
  bool now_on_update = false;
  /// Read when it is used, not with its row.
  bool deferred = false;
  /// Of such columns in primary and foreign keys.
  IntegerMember integer = {};
};

/// The columns that are deferred, as a set of bits (detail::column_bit). Those that share a bit are
/// only deferred together.
constexpr std::uint64_t deferred_columns(std::span<const ColumnMapping> columns) {
  std::uint64_t deferred = 0;
  std::uint64_t read = 0;
  for (unsigned i = 0; i < columns.size(); ++i) {
    (columns[i].deferred ? deferred : read) |= detail::column_bit(i);
  }
  return deferred & ~read;
}

/// What the database does with a row whose referenced row is deleted.
enum class OnDelete : std::uint8_t { NoAction, Restrict, Cascade, SetNull, SetDefault };

/// Stands for "none" where a position is expected.
inline constexpr std::uint16_t no_position = 0xffff;

/// A foreign key of an entity. It is also the link that relationships on both sides look through.
struct ForeignKeyMapping {
  /// Positions of the key's columns in this entity.
  std::span<const std::uint16_t> columns;
  const EntityMapping* target;
  /// Positions of the referenced columns in `target`, in the same order.
  std::span<const std::uint16_t> target_columns;
  OnDelete on_delete = OnDelete::NoAction;
  /// Where an object keeps its link; null when no relationship uses the key.
  ToOne Object::* link = nullptr;
  /// Position of this entity's many-to-one relationship over the key.
  std::uint16_t relationship = no_position;
  /// Position of the relationship of `target` that looks back through the key.
  std::uint16_t inverse = no_position;
};

/// Columns whose values no two rows may share (`unique`), but for rows that have a NULL among them.
struct UniqueMapping {
  std::span<const std::uint16_t> columns;
};

/// A foreign key of a link table.
struct LinkKeyMapping {
  /// Positions of the key's columns in the link table.
  std::span<const std::uint16_t> columns;
  const EntityMapping* target;
  std::span<const std::uint16_t> target_columns;
};

/// A table of pairs (`secondary`). It has no class; the session keeps its rows as sets of pairs.
struct LinkTableMapping {
  const char* table;
  std::span<const ColumnMapping> columns;
  std::span<const LinkKeyMapping> keys;
  /// Null where an entity's table is looked at as a link table.
  const char* create_table = nullptr;
  std::span<const char* const> create_indexes = {};
};

/// A key of a link table that leads to an entity which has no relationship through it: its rows go
/// with those of the entity all the same.
struct UnlistedLink {
  const LinkTableMapping* table;
  /// Position of the key in the table.
  std::uint16_t key;
};

enum class RelationshipKind : std::uint8_t {
  OneToMany,
  ManyToOne,
  /// The side of a one-to-one without the key (`uselist false`).
  OneToOne,
  ManyToMany
};

/// When the target of a relationship that a query says nothing about is read.
enum class Lazy : std::uint8_t {
  /// The default. At first use, for one object, then for more and more of those that came with it.
  Adaptive,
  /// One statement for each object whose relationship is used.
  Select,
  /// With the owner, by an outer join in the same statement.
  Joined,
  /// With the owners, by one more statement for each 500 of them.
  Selectin,
  /// With the owner, by a statement for each of them.
  Immediate,
  /// Only where a query asks for it; LazyLoadError otherwise.
  Raise,
  /// Never: members are only added and removed.
  WriteOnly
};

/// Who deletes the rows behind a list, or lets go of them, when the owner goes.
enum class PassiveDeletes : std::uint8_t {
  /// The session, which reads them where it has to.
  Off,
  /// The database, for the key says so; of rows that are loaded the session.
  On,
  /// The database, of all rows.
  All
};

/// What a relationship does along with its object, as a set of bits; the names are SQLAlchemy's.
namespace cascade {
inline constexpr std::uint8_t none = 0;
/// Adding the object adds the target.
inline constexpr std::uint8_t save_update = 1;
inline constexpr std::uint8_t merge = 2;
/// Expiring or refreshing the object expires the target.
inline constexpr std::uint8_t refresh_expire = 4;
/// Expunging the object expunges the target.
inline constexpr std::uint8_t expunge = 8;
/// Removing the object removes the target.
inline constexpr std::uint8_t remove = 16;
/// A target that the object lets go of, and nobody takes, is removed.
inline constexpr std::uint8_t delete_orphan = 32;
/// All but `delete_orphan`.
inline constexpr std::uint8_t all = save_update | merge | refresh_expire | expunge | remove;
}  // namespace cascade

struct OrderBy {
  std::uint16_t column;
  bool descending = false;
};

struct RelationshipMapping {
  const char* name;
  RelationshipKind kind;
  const EntityMapping* target;
  /// Position of the foreign key: among this entity's for many-to-one, among those of `target` for
  /// one-to-many and one-to-one, `no_position` for many-to-many.
  std::uint16_t key = no_position;
  /// Position among the relationships of `target` of the one named by `back_populates`.
  std::uint16_t inverse = no_position;
  /// Of a many-to-many relationship: the table, and which of its keys leads here and which there.
  const LinkTableMapping* secondary = nullptr;
  std::uint16_t near_key = no_position;
  std::uint16_t far_key = no_position;
  /// Nothing keeps the link table from holding a pair several times.
  bool may_repeat = false;
  /// Where an object keeps the link: exactly one of the two is set. A many-to-one relationship
  /// shares it with its foreign key.
  ToOne Object::* to_one = nullptr;
  ToMany Object::* to_many = nullptr;
  std::uint8_t cascades = cascade::save_update | cascade::merge;
  /// Reads, and never writes: the link is its own, no other side is kept in step, and nothing is
  /// done along with the object.
  bool viewonly = false;
  std::span<const OrderBy> order_by = {};
  Lazy lazy = Lazy::Adaptive;
  PassiveDeletes passive_deletes = PassiveDeletes::Off;
  // What the schema says, for sessions to come.
  bool passive_updates = true;
  bool single_parent = false;
  bool post_update = false;
  std::uint16_t join_depth = 1;
};

/// The link of a generated class as the tables name it.
template <class Link, class Entity>
constexpr Link Object::* link(Link Entity::* member) {
  return static_cast<Link Object::*>(member);
}

/// The column of a generated class as the tables name it.
template <class Entity>
constexpr IntegerMember integer(std::int64_t Entity::* member) {
  return {.required = static_cast<std::int64_t Object::*>(member)};
}
template <class Entity>
constexpr IntegerMember integer(std::optional<std::int64_t> Entity::* member) {
  return {.optional = static_cast<std::optional<std::int64_t> Object::*>(member)};
}

/// The statements of an entity that never change, in SQLite's dialect.
struct FixedSql {
  const char* create_table;
  std::span<const char* const> create_indexes = {};
  /// `SELECT` of all columns that are not deferred, in schema order, by primary key.
  const char* select_by_key;
  /// One row with every column that is not generated by the database.
  const char* insert;
  const char* delete_by_key;
};

struct EntityMapping {
  /// Qualified name, for messages: `blog::User`.
  const char* name;
  const char* table;
  std::span<const ColumnMapping> columns;
  /// Positions of the primary key's columns.
  std::span<const std::uint16_t> key;
  /// True when the database assigns the key of a row that is inserted without one.
  bool generated_key;
  std::span<const ForeignKeyMapping> foreign_keys = {};
  std::span<const RelationshipMapping> relationships = {};
  std::span<const UniqueMapping> uniques = {};
  std::span<const UnlistedLink> unlisted_links = {};
  /// Columns that statements leave out unless they are asked for: deferred_columns(columns).
  std::uint64_t deferred = 0;
  FixedSql sqlite;

  // Of the class: mapping_of() sets these and `deferred`. Code of ABI 1 does so itself.
  std::size_t size = 0;
  std::size_t alignment = 0;
  /// Makes an empty object at `place`, which has `size` bytes at `alignment`.
  Object* (*construct)(void* place) = nullptr;
  /// Ends the object's life and gives back its place, where the object need not stand first; the
  /// memory stays the caller's.
  void* (*destroy)(Object& object) noexcept = nullptr;
  void (*read)(Object& object, RowReader& row) = nullptr;
  void (*write)(const Object& object, RowWriter& row) = nullptr;
};

/// Everything of a schema that the database has to hold, in an order in which it can be created.
/// A foreign key may refer forwards where tables refer to each other in a circle.
struct Registry {
  std::span<const EntityMapping* const> entities;
  std::span<const LinkTableMapping* const> link_tables = {};
};

}  // namespace orm
