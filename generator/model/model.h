#pragma once

// What a schema means. `check` makes a Model, everything after it reads it and nobody changes it.
// Every name is resolved, every rule of the language holds, and every default is written out, so a
// reader needs neither the syntax nor a look-up by name. Ids are positions in the Model's vectors.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "model/ids.h"
#include "model/value_type.h"

namespace ormgen::model {

// A table of the database: an entity's or a link table.
using TableRef = std::variant<EntityId, LinkTableId>;

// Positions in Table::columns, Table::foreign_keys and Entity::relationships.
using ColumnIndex = std::size_t;
using ForeignKeyIndex = std::size_t;
using RelationshipIndex = std::size_t;

// A word of an annotation that is neither a text nor a number, as the schema has it.
struct AnnotationWord {
  std::string text;
  friend bool operator==(const AnnotationWord&, const AnnotationWord&) = default;
};

// Nothing stands for `null`.
using AnnotationValue =
    std::variant<std::monostate, bool, std::int64_t, double, std::string, AnnotationWord>;

struct AnnotationArgument {
  // Empty where the schema gives none.
  std::string key;
  AnnotationValue value;
};

// `@name(key: value, ...)`: for programs that read `ormgen describe --json`; means nothing here.
struct Annotation {
  std::string name;
  std::vector<AnnotationArgument> arguments;
};

struct Enumerator {
  std::string name;
  std::string cpp_name;
  std::string doc;
  // What the database holds: of an enum stored as text the text, else the number, which C++ has
  // too. Of one stored as text the number is the position.
  std::string text;
  std::int64_t number = 0;
  std::vector<Annotation> annotations = {};
};

struct Enum {
  std::string name;
  std::string cpp_name;
  std::string doc;
  FileId file;
  // The integer type that stores it; nothing where text does.
  std::optional<ScalarType> storage;
  std::vector<Enumerator> enumerators;
  std::vector<Annotation> annotations = {};
};

// Position in the enumerators of a column's enum.
struct EnumeratorIndex {
  std::size_t value = 0;
  friend bool operator==(EnumeratorIndex, EnumeratorIndex) = default;
};

// What makes a default anew for each object.
enum class DefaultFunction { Now, Today, Uuid4, Uuid7 };
// `now`, ...
std::string_view name_of(DefaultFunction function);

using DefaultValue =
    std::variant<bool, std::int64_t, double, std::string, EnumeratorIndex, DefaultFunction>;

// An expression in SQL over other columns of the row.
struct Computed {
  std::string sql;
  // Stored with the row; else made anew whenever it is read.
  bool is_persisted = false;
};

// `type Money = decimal(12, 2) as "shop::Money" include "shop/money.hpp";`
struct NamedType {
  std::string name;
  std::string doc;
  FileId file;
  // What it stands for, with the class of the type itself.
  ValueType value;
  std::vector<Annotation> annotations;
};

struct Column : ValueType {
  // As the schema says it, as C++ says it (`class` is `class_`), and as the database says it.
  std::string name;
  std::string cpp_name;
  std::string column_name;
  // Lines joined by '\n', without the slashes; empty where there is none.
  std::string doc;
  bool is_nullable = false;
  bool is_primary_key = false;
  // The database makes the value when none is given.
  bool is_autoincrement = false;
  // It never makes one again that it has made before.
  bool is_strict_autoincrement = false;
  // The value's alternative fits the type: bool, int64 for integers, double for floating, a
  // position for Enum, string for all others: a text, or what `Decimal`, `Date`, ... are written
  // as.
  std::optional<DefaultValue> default_value;
  // What the database makes the value from; then nobody else gives one.
  std::optional<Computed> computed;
  // What the database fills in where a row comes without a value, in SQL; empty where nothing.
  std::string server_default;
  // What the runtime sets it to with every UPDATE of its row.
  std::optional<DefaultFunction> on_update;
  // Counts the UPDATEs of its row, which fail when somebody else has counted.
  bool is_version = false;
  // Read when it is asked for, not with its row.
  bool is_deferred = false;
  // A condition in SQL; empty where there is none.
  std::string check;
  // The name of an order of texts; empty for the order of their bytes.
  std::string collation;
  // What to use instead; nothing where it is not deprecated.
  std::optional<std::string> deprecated;
  // Its name in databases of before, for migrations; empty where there is none.
  std::string renamed_from;
  // The foreign keys that this column is part of.
  std::vector<ForeignKeyIndex> foreign_keys;
  std::vector<Annotation> annotations = {};
};

enum class ForeignKeyAction { NoAction, Restrict, Cascade, SetNull, SetDefault };

// `no action`, ...
std::string_view name_of(ForeignKeyAction action);

struct ForeignKey {
  // Same count and order: columns[i] references target_columns[i].
  std::vector<ColumnIndex> columns;
  EntityId target;
  std::vector<ColumnIndex> target_columns;
  ForeignKeyAction on_delete = ForeignKeyAction::NoAction;
  ForeignKeyAction on_update = ForeignKeyAction::NoAction;
  // Some column of the key is nullable.
  bool is_nullable = false;
  // Exactly a primary key or a unique set of its own table: at most one row per target row.
  bool is_unique = false;
  // A relationship on either side uses it, so linking objects fills its columns.
  bool is_used_by_relationship = false;
  // Of the member `foreign key (...) references ...;`.
  std::vector<Annotation> annotations = {};
};

struct Unique {
  // Unique in the database; made from table and columns where the schema gives none.
  std::string name;
  std::vector<ColumnIndex> columns;
  std::vector<Annotation> annotations = {};
};

struct IndexColumn {
  // Nothing for an expression.
  std::optional<ColumnIndex> column;
  std::string expression;
  bool is_descending = false;
};

struct Index {
  // Unique in the database; made from table and columns where the schema gives none.
  std::string name;
  std::vector<IndexColumn> columns;
  // The rows that it has, as a condition in SQL; empty for all.
  std::string where;
  std::vector<Annotation> annotations = {};
};

// ``check name `sql`;``
struct Check {
  std::optional<std::string> name;
  std::string sql;
  std::vector<Annotation> annotations = {};
};

struct Table {
  std::string name;
  // What C++ calls it, a class or the description of a link table: the name, made safe.
  std::string cpp_name;
  // The name in the database, after the naming convention or `table "x"`.
  std::string table_name;
  // As for a column.
  std::string renamed_from;
  std::string doc;
  FileId file;
  // In the order of the schema.
  std::vector<Column> columns;
  // In the order of the key; empty only for a link table without one.
  std::vector<ColumnIndex> primary_key;
  std::vector<ForeignKey> foreign_keys;
  // `unique` and `index` on a column stand here too, in the order of the schema.
  std::vector<Unique> uniques;
  std::vector<Index> indexes;
  std::vector<Check> checks;
  std::vector<Annotation> annotations = {};
  // Of the member `primary key (...);`.
  std::vector<Annotation> primary_key_annotations;
};

enum class RelationshipKind {
  // A list; the target holds the key.
  OneToMany,
  // To one; this entity holds the key. With a unique key it is the holding side of a one-to-one.
  ManyToOne,
  // `uselist false`: to one; the target holds the key, which is unique.
  OneToOne,
  // A list through a link table.
  ManyToMany,
};

// "one-to-many", ...
std::string_view name_of(RelationshipKind kind);

struct RelationshipRef {
  EntityId entity;
  RelationshipIndex relationship = 0;
};

// The key behind OneToMany, ManyToOne and OneToOne.
struct EntityKey {
  EntityId holder;
  ForeignKeyIndex foreign_key = 0;
};

// The way of a ManyToMany: rows of `table` reference this side by `local_key` and the target by
// `target_key`, both positions in its foreign_keys. Only a view goes through an entity.
struct LinkPath {
  TableRef table;
  ForeignKeyIndex local_key = 0;
  ForeignKeyIndex target_key = 0;
};

struct OrderBy {
  // A column of the target.
  ColumnIndex column = 0;
  bool is_descending = false;
};

enum class Cascade { SaveUpdate, Merge, RefreshExpire, Expunge, Delete, DeleteOrphan };

// Adaptive is the default.
enum class Lazy { Adaptive, Select, Joined, Selectin, Immediate, Raise, WriteOnly };

// `delete-orphan`, ...
std::string_view name_of(Cascade cascade);
// `select`, ...
std::string_view name_of(Lazy strategy);

// Who deletes the rows behind a list that is not loaded, or lets go of them: the session; the
// database, by `on delete`; or, of `All`, the database even those that are loaded.
enum class PassiveDeletes { Off, On, All };

struct Relationship {
  std::string name;
  std::string cpp_name;
  std::string doc;
  // What to use instead; nothing where it is not deprecated.
  std::optional<std::string> deprecated;
  RelationshipKind kind = RelationshipKind::ManyToOne;
  EntityId target;
  // Set for every kind but ManyToMany.
  std::optional<EntityKey> key;
  // Set for ManyToMany only.
  std::optional<LinkPath> link;
  // The partner named by `back_populates`.
  std::optional<RelationshipRef> inverse;
  // Reads, and never writes: nothing else follows from it.
  bool is_viewonly = false;
  // `?`: may be empty. Always false for lists, always true for OneToOne.
  bool is_nullable = false;
  // A ManyToOne whose key is unique: the other side is a OneToOne, if there is one.
  bool is_one_to_one = false;
  std::vector<OrderBy> order_by;
  std::set<Cascade> cascades = {Cascade::SaveUpdate, Cascade::Merge};
  Lazy lazy = Lazy::Adaptive;
  // On, too, where the key says `on delete cascade`.
  PassiveDeletes passive_deletes = PassiveDeletes::Off;
  // The database brings a changed key to the rows that refer to it, by `on update cascade`.
  bool passive_updates = true;
  // A target has at most one owner, so that `delete-orphan` may stand on the many side.
  bool is_single_parent = false;
  // Set by an UPDATE of its own behind the INSERTs, so that rows may refer to each other.
  bool post_update = false;
  // Of a `lazy joined` from an entity to itself: how many levels are read.
  std::int64_t join_depth = 1;
  std::vector<Annotation> annotations = {};
};

bool has_default_cascades(const Relationship& relationship);

struct Entity : Table {
  // What its objects are of, where that is not the generated class but derives from it.
  std::optional<CppClass> own_class;
  std::vector<Relationship> relationships;
};

struct LinkTable : Table {};

enum class TableNaming { AsWritten, Snake, PluralSnake };
enum class ColumnNaming { AsWritten, Snake };

struct File {
  // As given to the tool, relative to its base folder, with '/'.
  std::string display_path;
  // {"app", "blog"} for `namespace app.blog`; each part made safe for C++.
  std::vector<std::string> namespace_path;
  TableNaming table_naming = TableNaming::AsWritten;
  ColumnNaming column_naming = ColumnNaming::AsWritten;
  // Of `schema "shop"`; empty where there is none. SQLite has no schemas: names of tables begin
  // with it.
  std::string schema;
  // Of the namespace.
  std::vector<Annotation> annotations = {};
  // Direct imports, in the order of the schema.
  std::vector<FileId> imports;
  // In the order of the schema.
  std::vector<EntityId> entities;
  std::vector<LinkTableId> link_tables;
  std::vector<EnumId> enums;
  std::vector<NamedTypeId> types;
};

struct Model {
  std::vector<File> files;
  std::vector<Entity> entities;
  std::vector<LinkTable> link_tables;
  std::vector<Enum> enums;
  std::vector<NamedType> types;
  // Every table, referenced ones before those that reference them. Where tables reference each
  // other in a circle, one of them stands before what it references.
  std::vector<TableRef> create_order;

  const File& file(FileId id) const { return files[id.value]; }
  const Entity& entity(EntityId id) const { return entities[id.value]; }
  const LinkTable& link_table(LinkTableId id) const { return link_tables[id.value]; }
  const Enum& enumeration(EnumId id) const { return enums[id.value]; }
  const NamedType& named_type(NamedTypeId id) const { return types[id.value]; }
  const Table& table(TableRef ref) const;
  const Relationship& relationship(RelationshipRef ref) const {
    return entities[ref.entity.value].relationships[ref.relationship];
  }
  // The foreign key behind a OneToMany, ManyToOne or OneToOne.
  const ForeignKey& foreign_key(EntityKey key) const {
    return entities[key.holder.value].foreign_keys[key.foreign_key];
  }
};

// The file and everything it imports, directly or not, in the order in which it is met.
std::vector<FileId> imported_closure(const Model& model, FileId file);

}  // namespace ormgen::model
