#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ast/ast.h"
#include "check/check.h"
#include "check/scopes.h"
#include "diagnostics/sink.h"
#include "model/model.h"

// What the passes of `check` share: the model under construction, and for each part of it the
// syntax it comes from and whether it failed. What failed is reported once and then left out of
// every later rule.
namespace ormgen::checking {

struct ColumnDraft {
  const ast::Column* node = nullptr;
  // The file that wrote it, where its names have their meaning: the table's or a mixin's.
  std::size_t file = 0;
  // The model's type is right; false until resolved, and for good when that fails.
  bool has_type = false;
  // The key that is this column's type.
  std::optional<model::ForeignKeyIndex> own_key;
};

struct TypeDraft {
  const ast::TypeAlias* node = nullptr;
  std::size_t file = 0;
  // The model's type is right, as for a column.
  bool has_type = false;
};

struct RelationshipDraft {
  const ast::Relationship* node = nullptr;
  // The file that wrote it: the entity's or a mixin's.
  std::size_t file = 0;
  bool has_failed = false;
  // Without one there is nothing to say about its key or its partner.
  bool has_target = false;
  // It or its partner has reported what is wrong with the key or link table between them.
  bool has_key_report = false;
};

// Members that a table has: those of a mixin, or its own.
struct BodyDraft {
  const ast::Body* body = nullptr;
  std::size_t file = 0;
  // The mixin's name where the table is `with` it; null for the table's own body.
  const ast::QualifiedName* mixin = nullptr;
};

// Where a table gets the name of a `unique` or `index` from: what a mixin brings is named where the
// table asks for it.
template <class Node>
Span place_of_name(const BodyDraft& part, const Node& node) {
  if (!node.name) return node.span;
  return part.mixin != nullptr ? part.mixin->span : node.name->span;
}

struct TableDraft {
  model::TableRef ref;
  std::size_t file = 0;
  const ast::Node* node = nullptr;
  const ast::Name* name = nullptr;
  // The mixins in the order of `with`, then the table's own.
  std::vector<BodyDraft> bodies;
  const std::vector<ast::QualifiedName>* mixins = nullptr;
  // What `table "x"` says, or null.
  const ast::Text* db_name = nullptr;

  // Parallel to the model's.
  std::vector<ColumnDraft> columns;
  std::vector<Span> foreign_key_spans;
  std::vector<Span> unique_spans;
  std::vector<Span> index_spans;
  // Link tables have none.
  std::vector<RelationshipDraft> relationships;

  std::unordered_map<std::string_view, model::ColumnIndex> column_named;
  std::unordered_map<std::string_view, model::RelationshipIndex> relationship_named;

  // Some of its relationships, columns, keys or unique sets are not known, so their absence proves
  // nothing.
  bool has_unknown_relationships = false;
  bool has_unknown_columns = false;
  bool has_failed_keys = false;
  bool has_failed_uniques = false;
};

// A name that no declaration has: where it is used, first of all where it stands first.
struct UnknownName {
  std::vector<Span> uses;
  std::string text;
  // The file that declares it and is not imported; else perhaps the name that was meant.
  std::string declared_in;
  std::optional<std::string> meant;
};

struct Draft {
  std::span<const SchemaFile> files;
  Sink& sink;
  model::Model model;
  Scopes scopes;
  // Parallel to the model's.
  std::vector<TableDraft> entities;
  std::vector<TableDraft> link_tables;
  std::vector<const ast::Enum*> enums;
  std::vector<TypeDraft> types;
  // By file and text, in the order of first use within a file.
  std::map<std::pair<std::size_t, std::string>, UnknownName> unknown_names;

  // From whom to whom a key is missing: several relationships may miss the same one.
  std::set<std::pair<model::TableRef, model::EntityId>> missing_keys;

  Draft(std::span<const SchemaFile> schema, Sink& diagnostics)
      : files(schema), sink(diagnostics), scopes(schema) {}

  TableDraft& entity(model::EntityId id) { return entities[id.value]; }
  TableDraft& link_table(model::LinkTableId id) { return link_tables[id.value]; }
  TableDraft& table(model::TableRef ref);
  // The model's side of a table.
  model::Table& resolved(model::TableRef ref);
  model::Table& resolved(const TableDraft& table) { return resolved(table.ref); }
  model::Entity& resolved_entity(model::EntityId id) { return model.entities[id.value]; }
  // Entities first, then link tables.
  std::vector<TableDraft*> tables();
};

inline bool is_entity(const TableDraft& table) {
  return std::holds_alternative<model::EntityId>(table.ref);
}

std::vector<std::string_view> column_names(const TableDraft& table);
std::vector<std::string_view> relationship_names(const TableDraft& table);

// In the order of the files, and within one in that of the text.
inline bool comes_first(Span a, Span b) {
  return std::pair(a.file, a.begin) < std::pair(b.file, b.begin);
}

// "a, b"
std::string join(const std::vector<std::string>& words, std::string_view separator = ", ");
// The names of columns in the schema: "a, b".
std::string names_of(const model::Table& table, const std::vector<model::ColumnIndex>& columns);

// A type as a schema writes it: "int64", "Role".
std::string type_name(const model::Model& model, const model::ValueType& value);

// A column named in a list: reports an unknown one with did-you-mean, unless columns are missing.
std::optional<model::ColumnIndex> find_column(Draft& draft, const TableDraft& table,
                                              const ast::Name& name, Code code);

// The same for a whole list, in which each column stands once.
std::optional<std::vector<model::ColumnIndex>> find_columns(Draft& draft, const TableDraft& table,
                                                            const std::vector<ast::Name>& names);

// What is said for SQLite, else what is said for all; empty where neither is.
std::string text_for_sqlite(const ast::Sql& sql);

// Reports, with what was meant, if anything, as help and as fix for the primary range.
void report(Draft& draft, Diagnostic diagnostic, const std::optional<std::string>& meant);

}  // namespace ormgen::checking
