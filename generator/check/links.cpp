#include <fmt/core.h>

#include "check/lookup.h"
#include "check/naming.h"
#include "check/relationships.h"

// `secondary`: which link table, and which of its keys leads where (R8).
namespace ormgen::checking {

namespace {

void entity_needs_viewonly(Draft& draft, const ast::Relationship& node, const Symbol& entity) {
  const std::string name = node.secondary->value.table.text();
  draft.sink.report(
      Diagnostic(Code::Orm512, node.secondary->value.table.span,
                 fmt::format("`{}` is an entity, so two writers would own its rows", name))
          .also(entity.name->span, "declared here")
          .help("add `viewonly`")
          .help(
              fmt::format("or go through the association object: a relationship to `{}[]`", name)));
}

std::optional<model::TableRef> find_link_table(Draft& draft, model::RelationshipRef ref) {
  const ast::Relationship& node = *draft_of(draft, ref).node;
  const ast::QualifiedName& name = node.secondary->value.table;
  const Symbol* symbol = look_up(draft, draft_of(draft, ref).file, name, {SymbolKind::LinkTable});
  if (symbol == nullptr) return std::nullopt;
  if (symbol->kind == SymbolKind::LinkTable) return model::LinkTableId{symbol->index};
  if (symbol->kind == SymbolKind::Entity && node.viewonly) return model::EntityId{symbol->index};
  if (symbol->kind == SymbolKind::Entity) {
    entity_needs_viewonly(draft, node, *symbol);
    return std::nullopt;
  }
  draft.sink.report(Diagnostic(Code::Orm205, name.span,
                               fmt::format("`{}` is {}, and a link table is needed here",
                                           name.text(), with_article(symbol->kind)))
                        .also(symbol->name->span, "declared here"));
  return std::nullopt;
}

std::vector<model::ForeignKeyIndex> keys_to(const model::Table& link, model::EntityId target) {
  std::vector<model::ForeignKeyIndex> found;
  for (model::ForeignKeyIndex i = 0; i < link.foreign_keys.size(); ++i) {
    if (link.foreign_keys[i].target == target) found.push_back(i);
  }
  return found;
}

// Marks both ends, so that the pair is reported once. False when it has been.
bool may_report(Draft& draft, model::RelationshipRef ref) {
  if (draft_of(draft, ref).has_key_report) return false;
  draft_of(draft, ref).has_key_report = true;
  if (const auto partner = partner_of(draft, ref)) {
    draft_of(draft, *partner).has_key_report = true;
  }
  return true;
}

void link_key_is_missing(Draft& draft, model::RelationshipRef ref, model::TableRef link,
                         model::EntityId target) {
  const TableDraft& table = draft.table(link);
  if (table.has_failed_keys || !draft.missing_keys.insert({link, target}).second) return;
  const model::Entity& entity = draft.resolved_entity(target);
  const std::string key =
      entity.primary_key.empty() ? "id" : entity.columns[entity.primary_key.front()].name;
  draft.sink.report(
      Diagnostic(Code::Orm511, draft_of(draft, ref).node->secondary->span,
                 fmt::format("the link table `{}` has no foreign key to `{}`", table.name->text,
                             entity.name))
          .also(table.name->span, "the link table")
          .help(fmt::format("add to `{}`: `{}_{}: foreign key {}.{};`", table.name->text,
                            snake(entity.name), key, entity.name, key)));
}

void link_key_is_ambiguous(Draft& draft, model::RelationshipRef ref, model::TableRef link,
                           const std::vector<model::ForeignKeyIndex>& keys) {
  if (!may_report(draft, ref)) return;
  const model::Table& table = draft.resolved(link);
  const model::EntityId target = table.foreign_keys[keys.front()].target;
  const std::string first = names_of(table, table.foreign_keys[keys[0]].columns);
  const std::string second = names_of(table, table.foreign_keys[keys[1]].columns);
  draft.sink.report(
      Diagnostic(Code::Orm514, draft_of(draft, ref).node->secondary->span,
                 fmt::format("`{}` has {} foreign keys to `{}`; which end is this one?", table.name,
                             keys.size(), draft.entity(target).name->text))
          .also(draft.table(link).name->span, "the link table")
          .help(fmt::format("write `secondary {} ({} -> {})`", table.name, first, second))
          .help(fmt::format("or `secondary {} ({} -> {})`", table.name, second, first)));
}

// Those of the column's keys that reference the entity.
std::vector<model::ForeignKeyIndex> keys_over(const model::Table& link, model::ColumnIndex column,
                                              model::EntityId entity) {
  std::vector<model::ForeignKeyIndex> keys = link.columns[column].foreign_keys;
  std::erase_if(
      keys, [&](model::ForeignKeyIndex key) { return link.foreign_keys[key].target != entity; });
  return keys;
}

// One end of a path: a column of the link table that references the entity at this end.
std::optional<model::ForeignKeyIndex> path_end(Draft& draft, model::TableRef link,
                                               const ast::Name& name, model::EntityId entity) {
  const TableDraft& table = draft.table(link);
  const model::Table& resolved = draft.resolved(link);
  const auto column = find_column(draft, table, name, Code::Orm513);
  if (!column) return std::nullopt;
  const auto keys = keys_over(resolved, *column, entity);
  if (keys.size() == 1) return keys.front();
  if (keys.empty() && table.has_failed_keys) return std::nullopt;
  const std::string& target = draft.entity(entity).name->text;
  if (keys.size() > 1) {
    draft.sink.report(Diagnostic(Code::Orm513, name.span,
                                 fmt::format("`{}.{}` is part of {} foreign keys to `{}`",
                                             resolved.name, name.text, keys.size(), target))
                          .help("name a column that only one of them has"));
    return std::nullopt;
  }
  Diagnostic diagnostic(
      Code::Orm513, name.span,
      fmt::format("`{}.{}` is no foreign key to `{}`", resolved.name, name.text, target));
  draft.sink.report(std::move(diagnostic)
                        .help("a path runs from the key to this side to the key to the target: "
                              "`(a -> b)`"));
  return std::nullopt;
}

std::optional<model::LinkPath> path_as_written(Draft& draft, model::RelationshipRef ref,
                                               model::TableRef link,
                                               const ast::SecondaryPath& path) {
  const auto local = path_end(draft, link, path.from, ref.entity);
  const auto target = path_end(draft, link, path.to, resolved(draft, ref).target);
  if (!local || !target) return std::nullopt;
  if (local != target) return model::LinkPath{link, *local, *target};
  draft.sink.report(Diagnostic(Code::Orm513, path.span, "both ends of the path are the same key"));
  return std::nullopt;
}

std::optional<model::ForeignKeyIndex> only_key_to(Draft& draft, model::RelationshipRef ref,
                                                  model::TableRef link, model::EntityId entity) {
  const auto keys = keys_to(draft.resolved(link), entity);
  if (keys.size() == 1) return keys.front();
  if (keys.empty()) {
    link_key_is_missing(draft, ref, link, entity);
  } else {
    link_key_is_ambiguous(draft, ref, link, keys);
  }
  return std::nullopt;
}

void self_link_needs_two_keys(Draft& draft, model::RelationshipRef ref, model::TableRef link) {
  const TableDraft& table = draft.table(link);
  if (table.has_failed_keys || !may_report(draft, ref)) return;
  const std::string& entity = draft.entity(ref.entity).name->text;
  draft.sink.report(
      Diagnostic(
          Code::Orm511, draft_of(draft, ref).node->secondary->span,
          fmt::format("the link table `{}` has one foreign key to `{}`, and a link from `{}` "
                      "to itself needs two",
                      table.name->text, entity, entity))
          .also(table.name->span, "the link table")
          .help(fmt::format("add to `{}` a second key to `{}`", table.name->text, entity)));
}

std::optional<model::LinkPath> only_path(Draft& draft, model::RelationshipRef ref,
                                         model::TableRef link) {
  const model::EntityId target = resolved(draft, ref).target;
  const auto local_key = only_key_to(draft, ref, link, ref.entity);
  if (!local_key) return std::nullopt;
  if (target == ref.entity) {
    self_link_needs_two_keys(draft, ref, link);
    return std::nullopt;
  }
  const auto target_key = only_key_to(draft, ref, link, target);
  if (!target_key) return std::nullopt;
  return model::LinkPath{link, *local_key, *target_key};
}

void foreign_keys_is_not_for_links(Draft& draft, model::RelationshipRef ref) {
  const ast::Relationship& node = *draft_of(draft, ref).node;
  if (!node.foreign_keys) return;
  draft.sink.report(
      Diagnostic(Code::Orm545, node.foreign_keys->span,
                 fmt::format("{} goes through a link table, whose keys `foreign_keys` cannot name",
                             quoted(draft, ref)))
          .help(fmt::format("write `secondary {} (a -> b)`", node.secondary->value.table.text())));
}

}  // namespace

bool choose_link(Draft& draft, model::RelationshipRef ref) {
  foreign_keys_is_not_for_links(draft, ref);
  const auto link = find_link_table(draft, ref);
  if (!link) return false;
  const auto& path = draft_of(draft, ref).node->secondary->value.path;
  const auto chosen =
      path ? path_as_written(draft, ref, *link, *path) : only_path(draft, ref, *link);
  if (!chosen) return false;
  model::Relationship& relationship = resolved(draft, ref);
  relationship.link = chosen;
  if (relationship.is_viewonly) return true;
  model::Table& table = draft.resolved(*link);
  table.foreign_keys[chosen->local_key].is_used_by_relationship = true;
  table.foreign_keys[chosen->target_key].is_used_by_relationship = true;
  if (table.foreign_keys[chosen->local_key].on_delete == model::ForeignKeyAction::Cascade) {
    relationship.passive_deletes = model::PassiveDeletes::On;
  }
  return true;
}

}  // namespace ormgen::checking
