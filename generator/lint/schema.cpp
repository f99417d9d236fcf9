#include "lint/schema.h"

#include <fmt/format.h>

#include <stdexcept>
#include <string>

namespace ormgen::linting {
namespace {

// Pairs each declaration of a table with the model's: both are in the order of the files.
class Pairing {
 public:
  explicit Pairing(Schema& schema) : schema_(schema) {}

  void add_tables_of(model::FileId file) {
    file_ = file;
    for (const ast::Declaration& declaration : schema_.files[file.value].node->declarations) {
      std::visit(*this, declaration);
    }
  }

  void operator()(const ast::Entity& node) {
    const model::Entity& meaning = schema_.model.entities[schema_.entities.size()];
    schema_.entities.push_back(table(node, meaning));
    schema_.entities.back().has_own_class = meaning.own_class.has_value();
  }
  void operator()(const ast::Table& node) {
    const model::LinkTable& meaning = schema_.model.link_tables[schema_.link_tables.size()];
    schema_.link_tables.push_back(table(node, meaning));
  }
  void operator()(const ast::Mixin&) {}
  void operator()(const ast::Enum&) {}
  void operator()(const ast::TypeAlias&) {}

 private:
  Schema& schema_;
  model::FileId file_;

  template <class Node>
  Table table(const Node& node, const model::Table& meaning) const {
    Table result;
    result.meaning = &meaning;
    result.node = &node;
    result.name = &node.name;
    if (node.db_name) result.db_name = &*node.db_name;
    for (const ast::QualifiedName& name : node.mixins) result.bodies.push_back(mixin(name));
    result.bodies.push_back(&node.body);
    add_columns(result);
    add_members(result);
    return result;
  }

  static void add_columns(Table& table) {
    for (const ast::Body* body : table.bodies) {
      for (const ast::Column& column : body->columns) {
        table.columns.push_back(&column);
        if (column.key_target() != nullptr) table.keys.emplace_back(&column);
        if (column.unique) table.uniques.push_back(*column.unique);
      }
    }
  }

  static void add_members(Table& table) {
    for (const ast::Body* body : table.bodies) {
      for (const ast::ForeignKey& key : body->foreign_keys) table.keys.emplace_back(&key);
      for (const ast::Unique& unique : body->uniques) table.uniques.push_back(unique.span);
      for (const ast::Relationship& each : body->relationships) {
        table.relationships.push_back(&each);
      }
    }
  }

  // The names of a file are its own and those of its imports.
  const ast::Body* mixin(const ast::QualifiedName& name) const {
    if (const ast::Body* own = mixin_of(file_, name)) return own;
    for (const model::FileId import : schema_.model.file(file_).imports) {
      if (const ast::Body* found = mixin_of(import, name)) return found;
    }
    throw std::logic_error("a mixin that `check` found is gone");
  }

  const ast::Body* mixin_of(model::FileId id, const ast::QualifiedName& name) const {
    const ast::File& file = *schema_.files[id.value].node;
    const std::string full = file.name_space->name.text() + "." + name.name().text;
    if (name.parts.size() > 1 && name.text() != full) return nullptr;
    for (const ast::Declaration& declaration : file.declarations) {
      const auto* mixin = std::get_if<ast::Mixin>(&declaration);
      if (mixin != nullptr && mixin->name.text == name.name().text) return &mixin->body;
    }
    return nullptr;
  }
};

}  // namespace

Schema pair(std::span<const LintedFile> files, const model::Model& model,
            const SourceSet& sources) {
  Schema schema{model, {}, {}, {}, {}};
  for (const LintedFile& linted : files) {
    const SourceFile& source = sources.file(linted.file->id);
    schema.position_of.emplace(source.id(), schema.files.size());
    schema.files.push_back({linted.file, &source, comments_of(source)});
  }
  Pairing pairing(schema);
  for (std::size_t i = 0; i < files.size(); ++i) pairing.add_tables_of({i});
  return schema;
}

Span place_of(const KeyNode& key) {
  if (const auto* column = std::get_if<const ast::Column*>(&key)) return (*column)->name.span;
  return std::get<const ast::ForeignKey*>(key)->span;
}

const std::optional<ast::Spanned<ast::KeyAction>>& on_delete_of(const KeyNode& key) {
  return std::visit([](const auto* node) -> const auto& { return node->on_delete; }, key);
}

std::string names_of(const model::Table& table, const std::vector<model::ColumnIndex>& columns) {
  std::string names;
  for (const model::ColumnIndex column : columns) {
    names.append(names.empty() ? "" : ", ").append(table.columns[column].name);
  }
  return names;
}

std::string quoted_columns(const model::Table& table,
                           const std::vector<model::ColumnIndex>& columns) {
  const std::string names = names_of(table, columns);
  return columns.size() == 1 ? fmt::format("`{}.{}`", table.name, names)
                             : fmt::format("`{}` ({})", table.name, names);
}

}  // namespace ormgen::linting
