#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "source/span.h"

// What a file says, unresolved: names are text, every part keeps its place.
namespace ormgen::ast {

// A clause and the range it takes in the file, first word to last.
template <class T>
struct Spanned {
  T value{};
  Span span;
};

// A clause without a value: set means written.
using Flag = std::optional<Span>;

// Where a clause stands, if it is written.
template <class T>
Flag span_of(const std::optional<Spanned<T>>& clause) {
  if (!clause) return std::nullopt;
  return clause->span;
}

// An identifier as written.
struct Name {
  std::string text;
  Span span;
};

// The decoded content of a string literal; the span includes the quotes.
using Text = Spanned<std::string>;

// `User`, `registrar.Student`: the last part is the name, those before it the namespace.
struct QualifiedName {
  std::vector<Name> parts;
  Span span;

  const Name& name() const { return parts.back(); }
  // "registrar.Student"
  std::string text() const;
};

// One backtick text, decoded; `dialect` is empty when it has no tag.
struct SqlText {
  std::string dialect;
  std::string text;
  Span span;
};

// The variants that follow each other, at least one.
struct Sql {
  std::vector<SqlText> variants;
  Span span;
};

// `now()`; the language has no arguments here.
struct Call {
  Name function;
};

struct Null {};

// As written, with sign: `1.50`, `-2e3`.
struct Number {
  std::string text;
};

// What may stand after `=` and in annotations.
using ValueKind = std::variant<Null, bool, std::int64_t, Number, std::string, Name, Call>;
using Value = Spanned<ValueKind>;

struct AnnotationArgument {
  // Set for `name: value`.
  std::optional<Name> key;
  Value value;
};

struct Annotation {
  Name name;
  std::vector<AnnotationArgument> arguments;
  Span span;
};

// What every declaration and member carries.
struct Node {
  // The text of the `///` lines above, without the slashes, lines joined by `\n`.
  std::string doc;
  std::vector<Annotation> annotations;
  // The whole declaration or member, without doc comment and annotations.
  Span span;
};

// `int64`, `string(320)`, `decimal(12, 2)`, `Role`, `shop.Money`, `string[]`.
struct TypeName {
  QualifiedName name;
  std::vector<Spanned<std::int64_t>> arguments;
  // Set by `[]`.
  Flag list;
  Span span;
};

// `foreign key User.id` in the place of a type.
struct KeyTarget {
  QualifiedName entity;
  Name column;
  Span span;
};

enum class KeyAction { NoAction, Cascade, SetNull, SetDefault, Restrict };
enum class Autoincrement { Off, On, Strict };

struct Computed {
  Sql sql;
  bool persisted = false;
};

struct Column : Node {
  Name name;
  std::variant<TypeName, KeyTarget> type;
  // Set by `?`.
  Flag optional;

  Flag primary_key;
  std::optional<Spanned<Autoincrement>> autoincrement;
  Flag unique;
  Flag index;
  std::optional<Spanned<Sql>> check;
  // The span is that of the clause, with its `=`; the value has its own.
  std::optional<Spanned<Value>> default_value;
  std::optional<Spanned<Sql>> server_default;
  std::optional<Spanned<Call>> onupdate;
  std::optional<Spanned<Computed>> computed;
  Flag deferred;
  Flag version_id;
  std::optional<Spanned<Text>> collate;
  std::optional<Spanned<Text>> db_name;
  std::optional<Spanned<KeyAction>> on_delete;
  std::optional<Spanned<KeyAction>> on_update;
  std::optional<Spanned<Text>> renamed_from;
  std::optional<Spanned<Text>> deprecated;

  const KeyTarget* key_target() const { return std::get_if<KeyTarget>(&type); }
  const TypeName* type_name() const { return std::get_if<TypeName>(&type); }
};

enum class Lazy { Adaptive, Select, Joined, Selectin, Immediate, Raise, WriteOnly };
enum class PassiveDeletes { On, All };
enum class CascadeKind {
  SaveUpdate,
  Merge,
  RefreshExpire,
  Expunge,
  Delete,
  DeleteOrphan,
  All,
  None
};

// `(a -> b)`
struct SecondaryPath {
  Name from;
  Name to;
  Span span;
};

struct Secondary {
  QualifiedName table;
  std::optional<SecondaryPath> path;
};

struct OrderItem {
  Name column;
  bool descending = false;
  Span span;
};

struct Relationship : Node {
  Name name;
  QualifiedName target;
  // Set by `[]`.
  Flag list;
  // Set by `?`.
  Flag optional;

  std::optional<Spanned<Secondary>> secondary;
  std::optional<Spanned<Name>> back_populates;
  std::optional<Spanned<bool>> uselist;
  std::optional<Spanned<std::vector<Name>>> foreign_keys;
  std::optional<Spanned<std::vector<Spanned<CascadeKind>>>> cascade;
  Flag single_parent;
  Flag post_update;
  Flag viewonly;
  std::optional<Spanned<PassiveDeletes>> passive_deletes;
  std::optional<Spanned<bool>> passive_updates;
  std::optional<Spanned<std::vector<OrderItem>>> order_by;
  std::optional<Spanned<Lazy>> lazy;
  std::optional<Spanned<std::int64_t>> join_depth;
  std::optional<Spanned<Text>> deprecated;
};

// `primary key (a, b);`
struct PrimaryKey : Node {
  std::vector<Name> columns;
};

// `unique [name] (a, b);`
struct Unique : Node {
  std::optional<Name> name;
  std::vector<Name> columns;
};

// A column or an expression, ascending unless said otherwise.
struct IndexItem {
  std::variant<Name, Sql> key;
  bool descending = false;
  Span span;
};

// ``index [name] (a desc, `expr`) [where `sql`];``
struct Index : Node {
  std::optional<Name> name;
  std::vector<IndexItem> items;
  std::optional<Spanned<Sql>> where;
};

// ``check [name] `sql`;``
struct Check : Node {
  std::optional<Name> name;
  Sql sql;
};

// `foreign key (a, b) references Order (x, y) on delete cascade;`
struct ForeignKey : Node {
  std::vector<Name> columns;
  QualifiedName entity;
  std::vector<Name> referenced_columns;
  std::optional<Spanned<KeyAction>> on_delete;
  std::optional<Spanned<KeyAction>> on_update;
};

// The members between the braces, each kind in the order of the file.
struct Body {
  // Something in the declaration could not be parsed, so it may have more than this.
  bool is_incomplete = false;
  std::vector<Column> columns;
  std::vector<Relationship> relationships;
  std::vector<PrimaryKey> primary_keys;
  std::vector<Unique> uniques;
  std::vector<Index> indexes;
  std::vector<Check> checks;
  std::vector<ForeignKey> foreign_keys;
};

// `as "app::User" include "app/user.hpp"`
struct CppClass {
  Text type;
  Text header;
};

struct Entity : Node {
  Name name;
  std::vector<QualifiedName> mixins;
  std::optional<Spanned<Text>> db_name;
  std::optional<Spanned<Text>> renamed_from;
  std::optional<Spanned<CppClass>> cpp_class;
  Body body;
};

// A link table: `table student_course { ... }`.
struct Table : Node {
  Name name;
  std::vector<QualifiedName> mixins;
  std::optional<Spanned<Text>> db_name;
  std::optional<Spanned<Text>> renamed_from;
  Body body;
};

struct Mixin : Node {
  Name name;
  Body body;
};

struct Enumerator : Node {
  Name name;
  // A whole number or a string.
  std::optional<Value> value;
};

struct Enum : Node {
  Name name;
  // `enum Grade : int16`
  std::optional<TypeName> storage;
  // As that of a body.
  bool is_incomplete = false;
  std::vector<Enumerator> enumerators;
};

// `type Money = decimal(12, 2) as "shop::Money" include "shop/money.hpp";`
struct TypeAlias : Node {
  Name name;
  TypeName base;
  std::optional<Spanned<CppClass>> cpp_class;
};

using Declaration = std::variant<Entity, Table, Mixin, Enum, TypeAlias>;

enum class TableNaming { AsWritten, Snake, PluralSnake };
enum class ColumnNaming { AsWritten, Snake };

// `namespace blog tables plural_snake columns snake schema "blog";`
struct Namespace : Node {
  QualifiedName name;
  std::optional<Spanned<TableNaming>> tables;
  std::optional<Spanned<ColumnNaming>> columns;
  std::optional<Spanned<Text>> schema;
};

struct Import : Node {
  Text path;
};

struct File {
  FileId id = FileId::None;
  // `orm 1;`; not set when missing or wrong, which is an error.
  std::optional<Spanned<std::int64_t>> version;
  std::optional<Namespace> name_space;
  std::vector<Import> imports;
  // Something outside of the declarations below could not be parsed, or an import not be read, so
  // there may be more names than these.
  bool is_incomplete = false;
  // In the order of the file. What could not be parsed is left out; an error says so.
  std::vector<Declaration> declarations;
};

}  // namespace ormgen::ast
