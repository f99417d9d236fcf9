#include <fmt/core.h>

#include <algorithm>
#include <compare>
#include <map>
#include <tuple>

#include "check/passes.h"
#include "check/relationships.h"
#include "check/repairs.h"
#include "diagnostics/did_you_mean.h"

namespace ormgen::checking {

namespace {

using model::RelationshipKind;
using model::RelationshipRef;

bool same(RelationshipRef a, RelationshipRef b) {
  return a.entity == b.entity && a.relationship == b.relationship;
}

const ast::Relationship& node_of(const Draft& draft, RelationshipRef ref) {
  return *draft_of(draft, ref).node;
}

Span name_span(const Draft& draft, RelationshipRef ref) { return node_of(draft, ref).name.span; }

std::string own_name(const Draft& draft, RelationshipRef ref) {
  return node_of(draft, ref).name.text;
}

void no_such_partner(Draft& draft, RelationshipRef ref) {
  const ast::Name& name = node_of(draft, ref).back_populates->value;
  const TableDraft& target = draft.entity(resolved(draft, ref).target);
  if (target.column_named.contains(name.text)) {
    draft.sink.report(
        Diagnostic(Code::Orm531, name.span,
                   fmt::format("`{}.{}` is a column, and `back_populates` names a "
                               "relationship",
                               target.name->text, name.text))
            .also(target.columns[target.column_named.at(name.text)].node->name.span, "the column"));
    return;
  }
  report(draft,
         Diagnostic(Code::Orm530, name.span,
                    fmt::format("`{}` has no relationship `{}`", target.name->text, name.text)),
         closest_to(name.text, relationship_names(target)));
}

// The partner exists, under this very name.
void partner_exists(Draft& draft, RelationshipRef ref) {
  RelationshipDraft& relationship = draft_of(draft, ref);
  if (relationship.has_failed || !relationship.node->back_populates) return;
  const TableDraft& target = draft.entity(resolved(draft, ref).target);
  if (target.relationship_named.contains(relationship.node->back_populates->value.text)) return;
  if (!target.has_unknown_relationships) no_such_partner(draft, ref);
  relationship.has_failed = true;
}

bool partner_leads_back(Draft& draft, RelationshipRef ref, RelationshipRef partner) {
  const model::EntityId target = resolved(draft, partner).target;
  if (target == ref.entity) return true;
  draft.sink.report(
      Diagnostic(Code::Orm531, node_of(draft, ref).back_populates->value.span,
                 fmt::format("{} leads to `{}`, not back to `{}`", quoted(draft, partner),
                             draft.entity(target).name->text, draft.entity(ref.entity).name->text))
          .also(name_span(draft, partner), "this one"));
  return false;
}

bool partner_names_this_side(Draft& draft, RelationshipRef ref, RelationshipRef partner) {
  const auto& clause = node_of(draft, partner).back_populates;
  const std::string name = own_name(draft, ref);
  if (clause && clause->value.text == name) return true;
  Diagnostic diagnostic(
      Code::Orm532, node_of(draft, ref).back_populates->value.span,
      clause ? fmt::format("{} names {}, but {} names `{}.{}`", quoted(draft, ref),
                           quoted(draft, partner), quoted(draft, partner),
                           draft.entity(ref.entity).name->text, clause->value.text)
             : fmt::format("{} names {}, but {} names no partner", quoted(draft, ref),
                           quoted(draft, partner), quoted(draft, partner)));
  draft.sink.report(
      std::move(diagnostic)
          .also(name_span(draft, partner), "the partner")
          .fix(clause ? write_instead(clause->value.span, name)
                      : add_clause(node_of(draft, partner), "back_populates " + name))
          .help(clause
                    ? fmt::format("write `back_populates {}` in {}", name, quoted(draft, partner))
                    : fmt::format("add `back_populates {}` to {}", name, quoted(draft, partner))));
  return false;
}

bool is_its_own_partner(Draft& draft, RelationshipRef ref, RelationshipRef partner) {
  if (!same(ref, partner)) return false;
  draft.sink.report(Diagnostic(Code::Orm537, node_of(draft, ref).back_populates->value.span,
                               fmt::format("{} cannot be its own partner", quoted(draft, ref)))
                        .help("name the relationship that leads the other way"));
  return true;
}

bool two_scalars_do_not_face_each_other(Draft& draft, RelationshipRef ref,
                                        RelationshipRef partner) {
  if (resolved(draft, ref).kind != RelationshipKind::ManyToOne) return true;
  if (resolved(draft, partner).kind != RelationshipKind::ManyToOne) return true;
  draft.sink.report(
      Diagnostic(Code::Orm533, name_span(draft, ref),
                 fmt::format("{} and {} are both many-to-one; one side has to hold the key",
                             quoted(draft, ref), quoted(draft, partner)))
          .also(name_span(draft, partner), "the other side")
          .help(fmt::format("one-to-one: write `{}? uselist false` on the side without the key",
                            node_of(draft, ref).target.text()))
          .help(fmt::format("one-to-many: write `{}[]` on the side without the key",
                            node_of(draft, ref).target.text())));
  return false;
}

bool kinds_fit(RelationshipKind a, RelationshipKind b) {
  if (a == RelationshipKind::ManyToMany || b == RelationshipKind::ManyToMany) return a == b;
  return (a == RelationshipKind::ManyToOne) != (b == RelationshipKind::ManyToOne);
}

bool kinds_pair_up(Draft& draft, RelationshipRef ref, RelationshipRef partner) {
  const RelationshipKind here = resolved(draft, ref).kind;
  const RelationshipKind there = resolved(draft, partner).kind;
  if (kinds_fit(here, there)) return true;
  draft.sink.report(
      Diagnostic(
          Code::Orm537, name_span(draft, ref),
          fmt::format("{} is {} and {} is {}, which are no two sides of one relationship",
                      quoted(draft, ref), name_of(here), quoted(draft, partner), name_of(there)))
          .also(name_span(draft, partner), "the other side")
          .help("the other side of a one-to-many or one-to-one is a many-to-one, that of a "
                "many-to-many is a many-to-many through the same table"));
  return false;
}

std::string key_text(Draft& draft, const model::Relationship& relationship) {
  if (relationship.link) return draft.table(relationship.link->table).name->text;
  const model::Entity& holder = draft.resolved_entity(relationship.key->holder);
  const auto& columns = holder.foreign_keys[relationship.key->foreign_key].columns;
  return fmt::format("{}.{}", holder.name, names_of(holder, columns));
}

bool both_use_the_same_key(Draft& draft, RelationshipRef ref, RelationshipRef partner) {
  const model::Relationship& here = resolved(draft, ref);
  const model::Relationship& there = resolved(draft, partner);
  const bool is_same = here.link ? here.link->table == there.link->table
                                 : here.key->holder == there.key->holder &&
                                       here.key->foreign_key == there.key->foreign_key;
  if (is_same) return true;
  draft.sink.report(
      Diagnostic(Code::Orm534, name_span(draft, ref),
                 fmt::format("{} uses `{}`, but {} uses `{}`", quoted(draft, ref),
                             key_text(draft, here), quoted(draft, partner), key_text(draft, there)))
          .also(name_span(draft, partner), "the other side")
          .help("both sides have to use the same one"));
  return false;
}

bool links_run_opposite_ways(Draft& draft, RelationshipRef ref, RelationshipRef partner) {
  const auto& here = resolved(draft, ref).link;
  const auto& there = resolved(draft, partner).link;
  if (!here) return true;
  if (here->local_key == there->target_key && here->target_key == there->local_key) return true;
  const model::Table& table = draft.resolved(here->table);
  draft.sink.report(
      Diagnostic(Code::Orm535, name_span(draft, ref),
                 fmt::format("{} and {} run through `{}` the same way; one has to be reversed",
                             quoted(draft, ref), quoted(draft, partner), table.name))
          .also(name_span(draft, partner), "the other side")
          .help(fmt::format("write `secondary {} ({} -> {})` in {}", table.name,
                            names_of(table, table.foreign_keys[here->target_key].columns),
                            names_of(table, table.foreign_keys[here->local_key].columns),
                            quoted(draft, partner))));
  return false;
}

bool both_sides_agree(Draft& draft, RelationshipRef ref, RelationshipRef partner) {
  return !is_its_own_partner(draft, ref, partner) && partner_leads_back(draft, ref, partner) &&
         partner_names_this_side(draft, ref, partner) &&
         two_scalars_do_not_face_each_other(draft, ref, partner) &&
         kinds_pair_up(draft, ref, partner) && both_use_the_same_key(draft, ref, partner) &&
         links_run_opposite_ways(draft, ref, partner);
}

void pair_up(Draft& draft, RelationshipRef ref) {
  RelationshipDraft& relationship = draft_of(draft, ref);
  if (relationship.has_failed || !relationship.node->back_populates) return;
  // Its partner came first and found this side.
  if (resolved(draft, ref).inverse) return;
  const RelationshipRef partner = *partner_of(draft, ref);
  RelationshipDraft& other = draft_of(draft, partner);
  if (other.has_failed) return;
  if (both_sides_agree(draft, ref, partner)) {
    resolved(draft, ref).inverse = partner;
    resolved(draft, partner).inverse = ref;
  } else {
    relationship.has_failed = true;
    other.has_failed = true;
  }
}

// What a relationship writes: a key of an entity, or two keys of a link table in any order.
using Written = std::tuple<model::TableRef, std::size_t, std::size_t>;

Written written_by(const model::Relationship& relationship) {
  if (relationship.link) {
    const auto [first, second] =
        std::minmax(relationship.link->local_key, relationship.link->target_key);
    return {relationship.link->table, first, second};
  }
  return {relationship.key->holder, relationship.key->foreign_key, 0};
}

void two_write_one_key(Draft& draft, RelationshipRef first, RelationshipRef second) {
  Diagnostic diagnostic(
      Code::Orm536, name_span(draft, second),
      fmt::format("{} and {} both write `{}` without knowing of each other", quoted(draft, first),
                  quoted(draft, second), key_text(draft, resolved(draft, first))));
  diagnostic.secondary.push_back({name_span(draft, first), "the other one"});
  const bool can_pair = resolved(draft, first).target == second.entity &&
                        kinds_fit(resolved(draft, first).kind, resolved(draft, second).kind) &&
                        !resolved(draft, first).inverse && !resolved(draft, second).inverse;
  if (can_pair) {
    diagnostic.helps.push_back(
        fmt::format("link them: add `back_populates {}` to {} and "
                    "`back_populates {}` to {}",
                    own_name(draft, second), quoted(draft, first), own_name(draft, first),
                    quoted(draft, second)));
  }
  draft.sink.report(std::move(diagnostic).help("or mark one `viewonly`, which writes nothing"));
}

// R7: a key has one writer, or two that are partners.
void every_key_has_one_writer(Draft& draft, const std::vector<RelationshipRef>& all) {
  std::map<Written, RelationshipRef> writers;
  for (const RelationshipRef ref : all) {
    const RelationshipDraft& relationship = draft_of(draft, ref);
    if (relationship.has_failed || relationship.node->viewonly) continue;
    const auto [first, is_new] = writers.emplace(written_by(resolved(draft, ref)), ref);
    const auto& inverse = resolved(draft, ref).inverse;
    const bool is_partner = inverse && same(*inverse, first->second);
    // The later half of a pair whose earlier half has been reported.
    const bool follows_its_partner = inverse && std::tie(inverse->entity, inverse->relationship) <
                                                    std::tie(ref.entity, ref.relationship);
    if (is_new || is_partner || follows_its_partner) continue;
    two_write_one_key(draft, first->second, ref);
  }
}

}  // namespace

void resolve_partners(Draft& draft) {
  const auto all = all_relationships(draft);
  for (const RelationshipRef ref : all) partner_exists(draft, ref);
  for (const RelationshipRef ref : all) pair_up(draft, ref);
  every_key_has_one_writer(draft, all);
}

}  // namespace ormgen::checking
