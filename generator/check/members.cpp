#include <fmt/core.h>

#include <algorithm>

#include "check/annotations.h"
#include "check/lookup.h"
#include "check/passes.h"

namespace ormgen::checking {

namespace {

// A column or a relationship: they share one scope.
struct Member {
  const ast::Name* name = nullptr;
  const ast::Column* column = nullptr;
  const ast::Relationship* relationship = nullptr;
};

std::vector<Member> members_in_order(const ast::Body& body) {
  std::vector<Member> members;
  members.reserve(body.columns.size() + body.relationships.size());
  for (const ast::Column& column : body.columns) {
    members.push_back({&column.name, &column, nullptr});
  }
  for (const ast::Relationship& relationship : body.relationships) {
    members.push_back({&relationship.name, nullptr, &relationship});
  }
  std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) {
    return a.name->span.begin < b.name->span.begin;
  });
  return members;
}

void add_column(Draft& draft, TableDraft& table, const ast::Column& node, std::size_t file) {
  table.column_named.emplace(node.name.text, table.columns.size());
  ColumnDraft& added = table.columns.emplace_back();
  added.node = &node;
  added.file = file;
  model::Column& column = draft.resolved(table).columns.emplace_back();
  column.name = node.name.text;
  column.doc = node.doc;
  column.annotations = annotations_of(node);
  if (node.renamed_from) column.renamed_from = node.renamed_from->value.value;
  if (node.deprecated) column.deprecated = node.deprecated->value.value;
}

void add_relationship(Draft& draft, TableDraft& table, const ast::Relationship& node,
                      const BodyDraft& part) {
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
  RelationshipDraft& added = table.relationships.emplace_back();
  added.node = &node;
  added.file = part.file;
  added.has_failed = part.mixin != nullptr && node.back_populates;
  model::Relationship& relationship = draft.resolved_entity(*id).relationships.emplace_back();
  relationship.name = node.name.text;
  relationship.doc = node.doc;
  relationship.annotations = annotations_of(node);
  if (node.deprecated) relationship.deprecated = node.deprecated->value.value;
}

// The members of one table by name, those of its mixins first.
class Members {
 public:
  Members(Draft& draft, TableDraft& table) : draft_(draft), table_(table) {}

  void add(const BodyDraft& part) {
    for (const Member& member : members_in_order(*part.body)) {
      const auto [first, is_new] = first_.emplace(member.name->text, member.name);
      if (!is_new) {
        names_clash(*first->second, *member.name, part);
      } else if (member.column != nullptr) {
        add_column(draft_, table_, *member.column, part.file);
      } else {
        add_relationship(draft_, table_, *member.relationship, part);
      }
    }
  }

 private:
  Draft& draft_;
  TableDraft& table_;
  std::unordered_map<std::string_view, const ast::Name*> first_;

  // What a mixin brings is reported where the table asks for it.
  void names_clash(const ast::Name& first, const ast::Name& second, const BodyDraft& part) {
    Diagnostic diagnostic(
        Code::Orm202, part.mixin != nullptr ? part.mixin->span : second.span,
        fmt::format("`{}` has two members called `{}`", table_.name->text, second.text));
    diagnostic.secondary.push_back({first.span, "the first one"});
    if (part.mixin != nullptr) diagnostic.secondary.push_back({second.span, "the second one"});
    draft_.sink.report(std::move(diagnostic));
  }
};

bool is_new_mixin(Draft& draft, const TableDraft& table, const ast::Mixin& mixin,
                  const ast::QualifiedName& name) {
  const auto same = std::find_if(table.bodies.begin(), table.bodies.end(),
                                 [&](const BodyDraft& part) { return part.body == &mixin.body; });
  if (same == table.bodies.end()) return true;
  draft.sink.report(
      Diagnostic(Code::Orm211, name.span,
                 fmt::format("`{}` is `with {}` twice", table.name->text, name.text()))
          .also(same->mixin->span, "the first time")
          .help("remove one of the two"));
  return false;
}

// The other side of such a pair would have to name one entity, and a mixin is part of several.
void partners_are_no_mixin_matter(Draft& draft, const ast::Mixin& mixin) {
  for (const ast::Relationship& relationship : mixin.body.relationships) {
    if (!relationship.back_populates) continue;
    draft.sink.report(
        Diagnostic(Code::Orm508, relationship.back_populates->span,
                   fmt::format("`{}.{}` cannot have a partner: it belongs to every entity that is "
                               "`with {}`",
                               mixin.name.text, relationship.name.text, mixin.name.text))
            .help("write the relationship into each entity")
            .help("remove `back_populates` from both sides"));
  }
}

// Of everything than is known.
void may_have_more(TableDraft& table) {
  table.has_unknown_relationships = true;
  table.has_unknown_columns = true;
  table.has_failed_keys = true;
  table.has_failed_uniques = true;
}

void resolve_mixin(Draft& draft, TableDraft& table, const ast::QualifiedName& name) {
  const Symbol* symbol = look_up(draft, table.file, name, {SymbolKind::Mixin});
  if (symbol != nullptr && symbol->kind == SymbolKind::Mixin) {
    if (!is_new_mixin(draft, table, *symbol->mixin, name)) return;
    // The table's own members stand behind those of its mixins.
    table.bodies.insert(table.bodies.end() - 1, {&symbol->mixin->body, symbol->file, &name});
    partners_are_no_mixin_matter(draft, *symbol->mixin);
    return;
  }
  may_have_more(table);
  if (symbol == nullptr) return;
  draft.sink.report(Diagnostic(Code::Orm205, name.span,
                               fmt::format("`{}` is {}, and a mixin is needed here", name.text(),
                                           with_article(symbol->kind)))
                        .also(symbol->name->span, "declared here"));
}

}  // namespace

void resolve_mixins(Draft& draft) {
  for (TableDraft* table : draft.tables()) {
    for (const ast::QualifiedName& name : *table->mixins) resolve_mixin(draft, *table, name);
    for (const BodyDraft& part : table->bodies) {
      if (part.body->is_incomplete) may_have_more(*table);
    }
  }
}

void declare_members(Draft& draft) {
  for (TableDraft* table : draft.tables()) {
    Members members(draft, *table);
    for (const BodyDraft& part : table->bodies) members.add(part);
  }
}

}  // namespace ormgen::checking
