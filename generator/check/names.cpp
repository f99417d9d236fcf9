#include <fmt/core.h>

#include <algorithm>
#include <variant>

#include "check/lookup.h"
#include "check/naming.h"
#include "check/passes.h"

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
}

void every_file_has_a_namespace(Draft& draft, const ast::File& file) {
  if (file.name_space) return;
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
    if (!name_is_new(draft, {SymbolKind::Entity, &node.name, file, id.value, nullptr})) return;
    draft.model.entities.emplace_back();
    draft.model.files[file].entities.push_back(id);
    start(draft.entities.emplace_back(), node, id);
  }
  void operator()(const ast::Table& node) {
    const model::LinkTableId id{draft.link_tables.size()};
    if (!name_is_new(draft, {SymbolKind::LinkTable, &node.name, file, id.value, nullptr})) return;
    draft.model.link_tables.emplace_back();
    draft.model.files[file].link_tables.push_back(id);
    start(draft.link_tables.emplace_back(), node, id);
  }
  void operator()(const ast::Mixin& node) {
    name_is_new(draft, {SymbolKind::Mixin, &node.name, file, 0, nullptr});
  }
  void operator()(const ast::Enum& node) {
    name_is_new(draft, {SymbolKind::Enum, &node.name, file, 0, &node});
  }
  void operator()(const ast::TypeAlias& node) {
    name_is_new(draft, {SymbolKind::Type, &node.name, file, 0, nullptr});
  }

  template <class Node>
  void start(TableDraft& table, const Node& node, model::TableRef ref) {
    table.ref = ref;
    table.file = file;
    table.node = &node;
    table.name = &node.name;
    table.body = &node.body;
    table.mixins = &node.mixins;
    table.db_name = node.db_name ? &node.db_name->value : nullptr;
    model::Table& resolved = draft.resolved(ref);
    resolved.name = node.name.text;
    resolved.doc = node.doc;
    resolved.file = {file};
  }
};

// A column or a relationship: they share one scope.
struct Member {
  const ast::Name* name = nullptr;
  const ast::Column* column = nullptr;
  const ast::Relationship* relationship = nullptr;
};

std::vector<Member> members_in_order(const ast::Body& body) {
  std::vector<Member> members;
  members.reserve(body.columns.size() + body.relationships.size());
  for (const ast::Column& column : body.columns)
    members.push_back({&column.name, &column, nullptr});
  for (const ast::Relationship& relationship : body.relationships) {
    members.push_back({&relationship.name, nullptr, &relationship});
  }
  std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) {
    return a.name->span.begin < b.name->span.begin;
  });
  return members;
}

void add_column(Draft& draft, TableDraft& table, const ast::Column& node) {
  table.column_named.emplace(node.name.text, table.columns.size());
  table.columns.emplace_back().node = &node;
  model::Column& column = draft.resolved(table).columns.emplace_back();
  column.name = node.name.text;
  column.doc = node.doc;
}

void add_relationship(Draft& draft, TableDraft& table, const ast::Relationship& node) {
  const auto* id = std::get_if<model::EntityId>(&table.ref);
  if (id == nullptr) {
    draft.sink.report(
        Diagnostic(Code::Orm507, node.name.span,
                   fmt::format("`{}` is a link table, and only an entity has relationships",
                               table.name->text))
            .help(fmt::format("write `entity {}` to make a class of it", table.name->text)));
    return;
  }
  table.relationship_named.emplace(node.name.text, table.relationships.size());
  table.relationships.emplace_back().node = &node;
  model::Relationship& relationship = draft.resolved_entity(*id).relationships.emplace_back();
  relationship.name = node.name.text;
  relationship.doc = node.doc;
}

void declare_members_of(Draft& draft, TableDraft& table) {
  std::unordered_map<std::string_view, const ast::Name*> first_use;
  for (const Member& member : members_in_order(*table.body)) {
    const auto [first, is_new] = first_use.emplace(member.name->text, member.name);
    if (!is_new) {
      draft.sink.report(Diagnostic(Code::Orm202, member.name->span,
                                   fmt::format("`{}` has two members called `{}`", table.name->text,
                                               member.name->text))
                            .also(first->second->span, "the first one"));
    } else if (member.column != nullptr) {
      add_column(draft, table, *member.column);
    } else {
      add_relationship(draft, table, *member.relationship);
    }
  }
}

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

void declare_members(Draft& draft) {
  for (TableDraft* table : draft.tables()) declare_members_of(draft, *table);
}

void resolve_mixins(Draft& draft) {
  for (TableDraft* table : draft.tables()) {
    for (const ast::QualifiedName& name : *table->mixins) {
      table->has_unknown_columns = true;
      table->has_failed_keys = true;
      table->has_failed_uniques = true;
      const Symbol* symbol = look_up(draft, table->file, name, {SymbolKind::Mixin});
      if (symbol == nullptr || symbol->kind == SymbolKind::Mixin) continue;
      draft.sink.report(Diagnostic(Code::Orm205, name.span,
                                   fmt::format("`{}` is {}, and a mixin is needed here",
                                               name.text(), with_article(symbol->kind)))
                            .also(symbol->name->span, "declared here"));
    }
  }
}

void report_unknown_names(Draft& draft) {
  for (auto& [place, unknown] : draft.unknown_names) {
    Diagnostic diagnostic(Code::Orm203, unknown.first_use,
                          fmt::format("nothing is called `{}` here", unknown.text));
    if (unknown.uses > 1) {
      diagnostic.primary.text = fmt::format("used {} times", unknown.uses);
    }
    report(draft, std::move(diagnostic), std::move(unknown.helps));
  }
}

}  // namespace ormgen::checking
