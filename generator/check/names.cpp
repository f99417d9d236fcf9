#include <fmt/core.h>

#include <algorithm>
#include <variant>

#include "check/annotations.h"
#include "check/lookup.h"
#include "check/naming.h"
#include "check/passes.h"
#include "diagnostics/did_you_mean.h"
#include "diagnostics/fixes.h"

namespace ormgen::checking {

namespace {

model::TableNaming naming_of(const std::optional<ast::Spanned<ast::TableNaming>>& clause) {
  if (!clause) return model::TableNaming::AsWritten;
  switch (clause->value) {
    case ast::TableNaming::AsWritten:
      return model::TableNaming::AsWritten;
    case ast::TableNaming::Snake:
      return model::TableNaming::Snake;
    case ast::TableNaming::PluralSnake:
      return model::TableNaming::PluralSnake;
  }
  return model::TableNaming::AsWritten;
}

model::ColumnNaming naming_of(const std::optional<ast::Spanned<ast::ColumnNaming>>& clause) {
  const bool is_snake = clause && clause->value == ast::ColumnNaming::Snake;
  return is_snake ? model::ColumnNaming::Snake : model::ColumnNaming::AsWritten;
}

void name_file(const ast::Namespace& name_space, model::File& file) {
  for (const ast::Name& part : name_space.name.parts) file.namespace_path.push_back(part.text);
  file.table_naming = naming_of(name_space.tables);
  file.column_naming = naming_of(name_space.columns);
  if (name_space.schema) file.schema = name_space.schema->value.value;
  file.annotations = annotations_of(name_space);
}

void every_file_has_a_namespace(Draft& draft, const ast::File& file) {
  if (file.name_space || file.is_incomplete) return;
  const Span start{file.id, 0, 0};
  draft.sink.report(Diagnostic(Code::Orm206, file.version ? file.version->span : start,
                               "the file has no namespace for its classes")
                        .help("add after `orm 1;`: `namespace NAME;`"));
}

// False, and reported, when the namespace has the name already.
bool name_is_new(Draft& draft, const Symbol& symbol) {
  const Symbol* first = draft.scopes.declare(symbol);
  if (first == nullptr) return true;
  draft.sink.report(
      Diagnostic(Code::Orm201, symbol.name->span,
                 fmt::format("`{}` is declared twice in namespace `{}`", symbol.name->text,
                             draft.scopes.namespace_of(symbol.file)))
          .also(first->name->span, "first declared here"));
  return false;
}

struct Declare {
  Draft& draft;
  std::size_t file;

  void operator()(const ast::Entity& node) {
    const model::EntityId id{draft.entities.size()};
    if (!name_is_new(draft, {SymbolKind::Entity, &node.name, file, id.value, nullptr, nullptr}))
      return;
    draft.model.entities.emplace_back();
    draft.model.files[file].entities.push_back(id);
    start(draft.entities.emplace_back(), node, id);
  }
  void operator()(const ast::Table& node) {
    const model::LinkTableId id{draft.link_tables.size()};
    if (!name_is_new(draft, {SymbolKind::LinkTable, &node.name, file, id.value, nullptr, nullptr}))
      return;
    draft.model.link_tables.emplace_back();
    draft.model.files[file].link_tables.push_back(id);
    start(draft.link_tables.emplace_back(), node, id);
  }
  void operator()(const ast::Mixin& node) {
    name_is_new(draft, {SymbolKind::Mixin, &node.name, file, 0, nullptr, &node});
  }
  void operator()(const ast::Enum& node) {
    const model::EnumId id{draft.model.enums.size()};
    if (!name_is_new(draft, {SymbolKind::Enum, &node.name, file, id.value, &node, nullptr})) return;
    draft.enums.push_back(&node);
    draft.model.files[file].enums.push_back(id);
    model::Enum& enumeration = draft.model.enums.emplace_back();
    enumeration.name = node.name.text;
    enumeration.doc = node.doc;
    enumeration.annotations = annotations_of(node);
    enumeration.file = {file};
  }
  void operator()(const ast::TypeAlias& node) {
    const model::NamedTypeId id{draft.types.size()};
    if (!name_is_new(draft, {SymbolKind::Type, &node.name, file, id.value, nullptr, nullptr}))
      return;
    draft.types.push_back({&node, file});
    draft.model.files[file].types.push_back(id);
    model::NamedType& type = draft.model.types.emplace_back();
    type.name = node.name.text;
    type.doc = node.doc;
    type.annotations = annotations_of(node);
    type.file = {file};
  }

  template <class Node>
  void start(TableDraft& table, const Node& node, model::TableRef ref) {
    table.ref = ref;
    table.file = file;
    table.node = &node;
    table.name = &node.name;
    table.bodies = {{&node.body, file, nullptr}};
    table.mixins = &node.mixins;
    table.db_name = node.db_name ? &node.db_name->value : nullptr;
    model::Table& resolved = draft.resolved(ref);
    resolved.name = node.name.text;
    resolved.doc = node.doc;
    resolved.annotations = annotations_of(node);
    if (node.renamed_from) resolved.renamed_from = node.renamed_from->value.value;
    resolved.file = {file};
  }
};

}  // namespace

void declare_files(Draft& draft) {
  for (const SchemaFile& schema : draft.files) {
    model::File& file = draft.model.files.emplace_back();
    file.display_path = schema.display_path;
    for (const std::size_t imported : schema.imports) file.imports.push_back({imported});
    every_file_has_a_namespace(draft, *schema.file);
    if (schema.file->name_space) name_file(*schema.file->name_space, file);
  }
}

void declare_tables(Draft& draft) {
  for (std::size_t file = 0; file < draft.files.size(); ++file) {
    for (const ast::Declaration& declaration : draft.files[file].file->declarations) {
      std::visit(Declare{draft, file}, declaration);
    }
  }
  draft.scopes.open_imports();
}

void report_unknown_names(Draft& draft) {
  for (const auto& [place, unknown] : draft.unknown_names) {
    Diagnostic diagnostic(Code::Orm203, unknown.uses.front(),
                          fmt::format("nothing is called `{}` here", unknown.text));
    if (unknown.uses.size() > 1) {
      diagnostic.primary.text = fmt::format("used {} times", unknown.uses.size());
    }
    if (!unknown.declared_in.empty()) {
      diagnostic.helps.push_back(
          fmt::format("it is declared in `{}`, which has to be imported", unknown.declared_in));
    }
    if (unknown.meant) {
      diagnostic.helps.push_back(did_you_mean(*unknown.meant));
      diagnostic.fixes.push_back(write_at_each(unknown.uses, *unknown.meant));
    }
    draft.sink.report(std::move(diagnostic));
  }
}

}  // namespace ormgen::checking
