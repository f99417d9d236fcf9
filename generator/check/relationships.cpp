#include "check/relationships.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "check/lookup.h"
#include "check/passes.h"
#include "check/repairs.h"
#include "diagnostics/did_you_mean.h"

namespace ormgen::checking {

namespace {

using model::RelationshipKind;

// `true` and `false` of a scalar and of a list, and where `?` may stand (R1).
bool shape_is_consistent(Draft& draft, model::RelationshipRef ref) {
  const ast::Relationship& node = *draft_of(draft, ref).node;
  const std::string target = node.target.text();
  if (node.list && node.uselist && !node.uselist->value) {
    draft.sink.report(
        Diagnostic(Code::Orm502, node.name.span,
                   fmt::format("`{}[]` and `uselist false` contradict each other", target))
            .also(node.uselist->span, "this says one")
            .help(fmt::format("one-to-many: write `{}[]` without `uselist false`", target))
            .help(fmt::format("one-to-one: write `{}? uselist false`", target)));
    return false;
  }
  if (!node.list && node.uselist && node.uselist->value) {
    draft.sink.report(
        Diagnostic(Code::Orm502, node.name.span,
                   fmt::format("`{}` and `uselist true` contradict each other", target))
            .also(node.uselist->span, "this says many")
            .help(fmt::format("for a list write `{}[]`", target)));
    return false;
  }
  return true;
}

bool scalar_has_no_secondary(Draft& draft, model::RelationshipRef ref) {
  const ast::Relationship& node = *draft_of(draft, ref).node;
  if (!node.secondary || node.list) return true;
  draft.sink.report(
      Diagnostic(Code::Orm510, node.name.span,
                 "a relationship through `secondary` is many-to-many, so it must be a list")
          .also(node.secondary->span, "many-to-many by this")
          .help(fmt::format("write `{}[]`", node.target.text()))
          .fix(write_target(node, "[]")));
  return false;
}

bool keyless_side_is_optional(Draft& draft, model::RelationshipRef ref) {
  const ast::Relationship& node = *draft_of(draft, ref).node;
  if (kind_of(node) != RelationshipKind::OneToOne || node.optional) return true;
  draft.sink.report(
      Diagnostic(Code::Orm503, node.name.span,
                 fmt::format("{} has to be optional: no database constraint can promise that the "
                             "`{}` row exists",
                             quoted(draft, ref), node.target.text()))
          .help(fmt::format("write `{}?`", node.target.text()))
          .fix(write_target(node, "?")));
  return false;
}

void find_target(Draft& draft, model::RelationshipRef ref) {
  RelationshipDraft& relationship = draft_of(draft, ref);
  const auto target = look_up_entity(draft, relationship.file, relationship.node->target);
  relationship.has_target = target.has_value();
  if (target) resolved(draft, ref).target = *target;
}

constexpr auto cascade_words = std::to_array<std::pair<ast::CascadeKind, model::Cascade>>({
    {ast::CascadeKind::SaveUpdate, model::Cascade::SaveUpdate},
    {ast::CascadeKind::Merge, model::Cascade::Merge},
    {ast::CascadeKind::RefreshExpire, model::Cascade::RefreshExpire},
    {ast::CascadeKind::Expunge, model::Cascade::Expunge},
    {ast::CascadeKind::Delete, model::Cascade::Delete},
    {ast::CascadeKind::DeleteOrphan, model::Cascade::DeleteOrphan},
});

std::set<model::Cascade> cascades_of(const std::vector<ast::Spanned<ast::CascadeKind>>& words) {
  std::set<model::Cascade> cascades;
  for (const auto& word : words) {
    for (const auto& [written, meant] : cascade_words) {
      const bool is_in_all = meant != model::Cascade::DeleteOrphan;
      const bool is_named = word.value == written;
      if (is_named || (word.value == ast::CascadeKind::All && is_in_all)) cascades.insert(meant);
    }
  }
  return cascades;
}

void none_stands_alone(Draft& draft, model::RelationshipRef ref) {
  const ast::Relationship& node = *draft_of(draft, ref).node;
  if (!node.cascade || node.cascade->value.size() == 1) return;
  for (const auto& word : node.cascade->value) {
    if (word.value != ast::CascadeKind::None) continue;
    draft.sink.report(
        Diagnostic(Code::Orm541, word.span,
                   fmt::format("`none` and other cascades of {} contradict each other",
                               quoted(draft, ref)))
            .help("write `cascade none`, or remove `none`"));
  }
}

model::Lazy strategy_of(ast::Lazy lazy) {
  switch (lazy) {
    case ast::Lazy::Select:
      return model::Lazy::Select;
    case ast::Lazy::Joined:
      return model::Lazy::Joined;
    case ast::Lazy::Selectin:
      return model::Lazy::Selectin;
    case ast::Lazy::Immediate:
      return model::Lazy::Immediate;
    case ast::Lazy::Raise:
      return model::Lazy::Raise;
    // Where it has a meaning, see relationship_clauses.
    case ast::Lazy::WriteOnly:
    case ast::Lazy::Adaptive:
      break;
  }
  return model::Lazy::Adaptive;
}

void start(Draft& draft, model::RelationshipRef ref) {
  RelationshipDraft& relationship = draft_of(draft, ref);
  model::Relationship& result = resolved(draft, ref);
  const ast::Relationship& node = *relationship.node;
  result.kind = kind_of(node);
  result.is_nullable = node.optional.has_value();
  result.is_viewonly = node.viewonly.has_value();
  if (node.lazy) result.lazy = strategy_of(node.lazy->value);
  if (node.cascade) result.cascades = cascades_of(node.cascade->value);
  if (result.is_viewonly) result.cascades.clear();
  find_target(draft, ref);
  relationship.has_failed =
      relationship.has_failed || !relationship.has_target || !shape_is_consistent(draft, ref) ||
      !scalar_has_no_secondary(draft, ref) || !keyless_side_is_optional(draft, ref);
}

void delete_orphan_is_on_the_owner(Draft& draft, model::RelationshipRef ref) {
  const ast::Relationship& node = *draft_of(draft, ref).node;
  if (!has_misplaced_delete_orphan(node)) return;
  Diagnostic diagnostic(
      Code::Orm540, node.cascade->span,
      fmt::format("`delete-orphan` belongs to the side that owns the children; {} is {}",
                  quoted(draft, ref), name_of(kind_of(node))));
  diagnostic.helps.emplace_back("move the clause to the one-to-many side");
  if (kind_of(node) == RelationshipKind::ManyToOne) {
    diagnostic.helps.push_back(
        fmt::format("or add `single_parent`, where no two `{}` have the same `{}`",
                    draft.entities[ref.entity.value].name->text, node.target.text()));
  }
  draft.sink.report(std::move(diagnostic));
}

// A view has no partner to keep in step, and nothing that it would do for its target.
void view_writes_nothing(Draft& draft, model::RelationshipRef ref) {
  const ast::Relationship& node = *draft_of(draft, ref).node;
  if (!node.viewonly) return;
  const auto refuse = [&](const ast::Flag& clause, std::string_view word) {
    if (!clause) return;
    draft.sink.report(
        Diagnostic(Code::Orm546, *clause,
                   fmt::format("{} is `viewonly`, and writes nothing; `{}` has no meaning there",
                               quoted(draft, ref), word))
            .also(*node.viewonly, "a view by this")
            .help("remove one of the two")
            .fix(remove_text(*clause, word))
            .fix(remove_text(*node.viewonly, "viewonly")));
  };
  refuse(ast::span_of(node.back_populates), "back_populates");
  refuse(ast::span_of(node.cascade), "cascade");
  refuse(node.single_parent, "single_parent");
  refuse(node.post_update, "post_update");
  refuse(ast::span_of(node.passive_deletes), "passive_deletes");
  refuse(ast::span_of(node.passive_updates), "passive_updates");
}

void resolve_order(Draft& draft, model::RelationshipRef ref) {
  const RelationshipDraft& relationship = draft_of(draft, ref);
  const ast::Relationship& node = *relationship.node;
  if (!node.order_by || !relationship.has_target) return;
  const TableDraft& target = draft.entity(resolved(draft, ref).target);
  for (const ast::OrderItem& item : node.order_by->value) {
    const auto column = find_column(draft, target, item.column, Code::Orm543);
    if (column) resolved(draft, ref).order_by.push_back({*column, item.descending});
  }
}

// Links are written as pairs of keys, so nobody would fill another required column.
void link_needs_only_its_keys(Draft& draft, model::LinkPath link) {
  const TableDraft& table = draft.table(link.table);
  const model::Table& resolved = draft.resolved(link.table);
  for (model::ColumnIndex i = 0; i < resolved.columns.size(); ++i) {
    const model::Column& column = resolved.columns[i];
    const bool is_filled = column.is_autoincrement || column.computed ||
                           !column.server_default.empty() ||
                           std::any_of(column.foreign_keys.begin(), column.foreign_keys.end(),
                                       [&link](model::ForeignKeyIndex key) {
                                         return key == link.local_key || key == link.target_key;
                                       });
    if (is_filled || column.is_nullable || !table.columns[i].has_type) continue;
    draft.sink.report(
        Diagnostic(Code::Orm516, table.columns[i].node->name.span,
                   fmt::format("nothing fills `{}.{}` when two objects are linked",
                               table.name->text, column.name))
            .help("make it optional with `?`")
            .help(fmt::format("write `entity {}`, and go through it as an association object",
                              table.name->text)));
  }
}

}  // namespace

model::RelationshipKind kind_of(const ast::Relationship& node) {
  if (node.secondary) return RelationshipKind::ManyToMany;
  if (node.list) return RelationshipKind::OneToMany;
  if (node.uselist && !node.uselist->value) return RelationshipKind::OneToOne;
  return RelationshipKind::ManyToOne;
}

bool has_misplaced_delete_orphan(const ast::Relationship& node) {
  if (!node.cascade) return false;
  const auto& kinds = node.cascade->value;
  const bool is_asked = std::any_of(kinds.begin(), kinds.end(), [](const auto& kind) {
    return kind.value == ast::CascadeKind::DeleteOrphan;
  });
  const RelationshipKind kind = kind_of(node);
  return is_asked && (kind == RelationshipKind::ManyToMany ||
                      (kind == RelationshipKind::ManyToOne && !node.single_parent));
}

std::string quoted(const Draft& draft, model::RelationshipRef ref) {
  const TableDraft& entity = draft.entities[ref.entity.value];
  return fmt::format("`{}.{}`", entity.name->text,
                     entity.relationships[ref.relationship].node->name.text);
}

std::optional<model::RelationshipRef> partner_of(Draft& draft, model::RelationshipRef ref) {
  const RelationshipDraft& relationship = draft_of(draft, ref);
  if (!relationship.has_target || !relationship.node->back_populates) return std::nullopt;
  const model::EntityId target = resolved(draft, ref).target;
  const TableDraft& entity = draft.entity(target);
  const std::string& name = relationship.node->back_populates->value.text;
  auto place = entity.relationship_named.find(name);
  if (place == entity.relationship_named.end()) {
    const auto meant = closest_to(name, relationship_names(entity));
    if (!meant) return std::nullopt;
    place = entity.relationship_named.find(*meant);
  }
  return model::RelationshipRef{target, place->second};
}

RelationshipDraft& draft_of(Draft& draft, model::RelationshipRef ref) {
  return draft.entity(ref.entity).relationships[ref.relationship];
}

const RelationshipDraft& draft_of(const Draft& draft, model::RelationshipRef ref) {
  return draft.entities[ref.entity.value].relationships[ref.relationship];
}

model::Relationship& resolved(Draft& draft, model::RelationshipRef ref) {
  return draft.resolved_entity(ref.entity).relationships[ref.relationship];
}

std::vector<model::RelationshipRef> all_relationships(const Draft& draft) {
  std::vector<model::RelationshipRef> all;
  for (std::size_t entity = 0; entity < draft.entities.size(); ++entity) {
    for (std::size_t i = 0; i < draft.entities[entity].relationships.size(); ++i) {
      all.push_back({{entity}, i});
    }
  }
  return all;
}

void resolve_relationships(Draft& draft) {
  const auto all = all_relationships(draft);
  for (const model::RelationshipRef ref : all) start(draft, ref);
  std::map<model::TableRef, model::LinkPath> used_links;
  for (const model::RelationshipRef ref : all) {
    delete_orphan_is_on_the_owner(draft, ref);
    none_stands_alone(draft, ref);
    view_writes_nothing(draft, ref);
    resolve_order(draft, ref);
    RelationshipDraft& relationship = draft_of(draft, ref);
    if (relationship.has_failed) continue;
    const bool is_linked = relationship.node->secondary.has_value();
    relationship.has_failed = is_linked ? !choose_link(draft, ref) : !choose_key(draft, ref);
    if (is_linked && !relationship.has_failed && !relationship.node->viewonly) {
      const model::LinkPath link = *resolved(draft, ref).link;
      used_links.emplace(link.table, link);
    }
  }
  for (const auto& [table, link] : used_links) link_needs_only_its_keys(draft, link);
}

}  // namespace ormgen::checking
