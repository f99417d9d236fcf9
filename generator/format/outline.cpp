#include "format/outline.h"

#include <optional>
#include <variant>

namespace ormgen::format_detail {
namespace {

using Clauses = std::vector<Clause>;

void add(Clauses& clauses, const ast::Flag& flag) {
  if (flag) clauses.push_back({*flag});
}

template <class T>
void add(Clauses& clauses, const std::optional<ast::Spanned<T>>& clause) {
  add(clauses, ast::span_of(clause));
}

void add_mixins(Clauses& clauses, const std::vector<ast::QualifiedName>& mixins) {
  if (mixins.empty()) return;
  clauses.push_back({cover(mixins.front().span, mixins.back().span), 1});
}

// The order of clauses, as they are read best: what identifies, then what is stored, then the rest.
Clauses clauses_of(const ast::Column& column) {
  Clauses clauses;
  add(clauses, column.primary_key);
  add(clauses, column.autoincrement);
  add(clauses, column.unique);
  add(clauses, column.index);
  add(clauses, column.default_value);
  add(clauses, column.server_default);
  add(clauses, column.onupdate);
  add(clauses, column.computed);
  add(clauses, column.check);
  add(clauses, column.deferred);
  add(clauses, column.version_id);
  add(clauses, column.collate);
  add(clauses, column.on_delete);
  add(clauses, column.on_update);
  add(clauses, column.db_name);
  add(clauses, column.renamed_from);
  add(clauses, column.deprecated);
  return clauses;
}

Clauses clauses_of(const ast::Relationship& relationship) {
  Clauses clauses;
  add(clauses, relationship.secondary);
  add(clauses, relationship.back_populates);
  add(clauses, relationship.uselist);
  add(clauses, relationship.foreign_keys);
  add(clauses, relationship.cascade);
  add(clauses, relationship.single_parent);
  add(clauses, relationship.passive_deletes);
  add(clauses, relationship.passive_updates);
  add(clauses, relationship.post_update);
  add(clauses, relationship.order_by);
  add(clauses, relationship.lazy);
  add(clauses, relationship.join_depth);
  add(clauses, relationship.viewonly);
  add(clauses, relationship.deprecated);
  return clauses;
}

Clauses clauses_of(const ast::ForeignKey& key) {
  Clauses clauses;
  add(clauses, key.on_delete);
  add(clauses, key.on_update);
  return clauses;
}

template <class Declared>
Clauses clauses_of_header(const Declared& declared) {
  Clauses clauses;
  add_mixins(clauses, declared.mixins);
  add(clauses, declared.db_name);
  add(clauses, declared.renamed_from);
  return clauses;
}

Clauses clauses_of(const ast::Entity& entity) {
  Clauses clauses = clauses_of_header(entity);
  add(clauses, entity.cpp_class);
  return clauses;
}

Clauses clauses_of(const ast::Table& table) { return clauses_of_header(table); }

Clauses clauses_of(const ast::Namespace& name_space) {
  Clauses clauses;
  add(clauses, name_space.tables);
  add(clauses, name_space.columns);
  add(clauses, name_space.schema);
  return clauses;
}

class Outlining {
 public:
  Outline outline(const ast::File& file) {
    if (file.name_space) {
      add(*file.name_space, StatementKind::Plain, clauses_of(*file.name_space));
    }
    for (const ast::Import& import : file.imports) add(import, StatementKind::Plain);
    for (const ast::Declaration& declaration : file.declarations) {
      std::visit([this](const auto& declared) { declare(declared); }, declaration);
    }
    return std::move(outline_);
  }

 private:
  void add(const ast::Node& node, StatementKind kind, Clauses clauses = {}) {
    outline_[node.span.begin] = {kind, std::move(clauses)};
  }

  void declare(const ast::Entity& entity) {
    add(entity, StatementKind::Block, clauses_of(entity));
    add_members(entity.body);
  }

  void declare(const ast::Table& table) {
    add(table, StatementKind::Block, clauses_of(table));
    add_members(table.body);
  }

  void declare(const ast::Mixin& mixin) {
    add(mixin, StatementKind::Block);
    add_members(mixin.body);
  }

  void declare(const ast::Enum& enumeration) {
    add(enumeration, StatementKind::Enum);
    add_each(enumeration.enumerators);
  }

  void declare(const ast::TypeAlias& alias) { add(alias, StatementKind::Plain); }

  void add_members(const ast::Body& body) {
    for (const auto& column : body.columns) {
      add(column, StatementKind::Column, clauses_of(column));
    }
    for (const auto& relationship : body.relationships) {
      add(relationship, StatementKind::Relationship, clauses_of(relationship));
    }
    for (const auto& key : body.foreign_keys) add(key, StatementKind::Plain, clauses_of(key));
    add_each(body.primary_keys);
    add_each(body.uniques);
    add_each(body.indexes);
    add_each(body.checks);
  }

  template <class Member>
  void add_each(const std::vector<Member>& members) {
    for (const Member& member : members) add(member, StatementKind::Plain);
  }

  Outline outline_;
};

}  // namespace

Outline outline_of(const ast::File& file) { return Outlining().outline(file); }

}  // namespace ormgen::format_detail
