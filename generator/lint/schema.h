#pragma once

#include <map>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "lint/comments.h"
#include "lint/lint.h"

// What rules look at: each part of a schema as it is written, beside what it means.
namespace ormgen::linting {

struct File {
  const ast::File* node = nullptr;
  const SourceFile* source = nullptr;
  std::vector<Comment> comments;
};

// A foreign key is the type of a column, or a member.
using KeyNode = std::variant<const ast::Column*, const ast::ForeignKey*>;

// An entity or a link table.
struct Table {
  const model::Table* meaning = nullptr;
  const ast::Node* node = nullptr;
  const ast::Name* name = nullptr;
  // What `table "x"` says, or null.
  const ast::Spanned<ast::Text>* db_name = nullptr;
  bool has_own_class = false;
  // Those of its mixins, then its own.
  std::vector<const ast::Body*> bodies;
  // Parallel to the model's.
  std::vector<const ast::Column*> columns;
  std::vector<KeyNode> keys;
  std::vector<Span> uniques;
  // Link tables have none.
  std::vector<const ast::Relationship*> relationships;
};

struct Schema {
  const model::Model& model;
  // Parallel to the model's.
  std::vector<File> files;
  std::vector<Table> entities;
  std::vector<Table> link_tables;
  std::map<FileId, std::size_t> position_of;

  const File& file_of(Span span) const { return files[position_of.at(span.file)]; }
  const Table& entity(model::EntityId id) const { return entities[id.value]; }
};

Schema pair(std::span<const LintedFile> files, const model::Model& model, const SourceSet& sources);

// Where a message about a key points to, and its `on delete` clause.
Span place_of(const KeyNode& key);
const std::optional<ast::Spanned<ast::KeyAction>>& on_delete_of(const KeyNode& key);

// "a, b"
std::string names_of(const model::Table& table, const std::vector<model::ColumnIndex>& columns);
// "Post.author_id", "OrderLine (tenant_id, number)"
std::string quoted_columns(const model::Table& table,
                           const std::vector<model::ColumnIndex>& columns);

// Calls with each table, entities first.
template <class Visit>
void for_each_table(const Schema& schema, const Visit& visit) {
  for (const Table& table : schema.entities) visit(table);
  for (const Table& table : schema.link_tables) visit(table);
}

// Calls with each block of members as it is written, those of mixins, too.
template <class Visit>
void for_each_body(const Schema& schema, const Visit& visit) {
  const auto visit_body = [&visit](const auto& declaration) {
    if constexpr (requires { declaration.body; }) visit(declaration.body);
  };
  for (const File& file : schema.files) {
    for (const ast::Declaration& declaration : file.node->declarations) {
      std::visit(visit_body, declaration);
    }
  }
}

}  // namespace ormgen::linting
