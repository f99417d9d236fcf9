#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "check/naming.h"
#include "check/relationships.h"
#include "check/repairs.h"

namespace ormgen::checking {

namespace {

using model::RelationshipKind;

// Where the key of a relationship has to be (R2): in `holder`, referencing `other`.
struct Sides {
  model::EntityId holder;
  model::EntityId other;
  friend bool operator==(const Sides&, const Sides&) = default;
};

Sides sides_of(Draft& draft, model::RelationshipRef ref) {
  const model::Relationship& relationship = resolved(draft, ref);
  if (relationship.kind == RelationshipKind::ManyToOne) return {ref.entity, relationship.target};
  return {relationship.target, ref.entity};
}

const std::string& name_of(Draft& draft, model::EntityId id) { return draft.entity(id).name->text; }

std::vector<model::ForeignKeyIndex> candidates(Draft& draft, Sides sides) {
  std::vector<model::ForeignKeyIndex> found;
  const auto& keys = draft.resolved_entity(sides.holder).foreign_keys;
  for (model::ForeignKeyIndex i = 0; i < keys.size(); ++i) {
    if (keys[i].target == sides.other) found.push_back(i);
  }
  return found;
}

// The key of `holder` to `other` that has exactly these columns.
std::optional<model::ForeignKeyIndex> key_of_columns(Draft& draft, Sides sides,
                                                     const std::vector<ast::Name>& names) {
  const model::Entity& holder = draft.resolved_entity(sides.holder);
  std::set<std::string> wanted;
  for (const ast::Name& name : names) wanted.insert(name.text);
  for (const model::ForeignKeyIndex i : candidates(draft, sides)) {
    std::set<std::string> columns;
    for (const model::ColumnIndex column : holder.foreign_keys[i].columns) {
      columns.insert(holder.columns[column].name);
    }
    if (columns == wanted) return i;
  }
  return std::nullopt;
}

void foreign_keys_name_a_key(Draft& draft, Sides sides,
                             const ast::Spanned<std::vector<ast::Name>>& clause) {
  const TableDraft& holder = draft.entity(sides.holder);
  if (holder.has_failed_keys) return;
  for (const ast::Name& name : clause.value) {
    const auto column = find_column(draft, holder, name, Code::Orm522);
    if (!column) return;
  }
  std::vector<std::string> keys;
  for (const model::ForeignKeyIndex i : candidates(draft, sides)) {
    const model::Entity& resolved = draft.resolved_entity(sides.holder);
    keys.push_back("foreign_keys " + names_of(resolved, resolved.foreign_keys[i].columns));
  }
  Diagnostic diagnostic(Code::Orm522, clause.span,
                        fmt::format("`foreign_keys` does not name a foreign key from `{}` to `{}`",
                                    holder.name->text, name_of(draft, sides.other)));
  for (const std::string& key : keys) {
    diagnostic.helps.push_back(fmt::format("write `{}`", key));
    diagnostic.fixes.push_back(write_instead(clause.span, key));
  }
  draft.sink.report(std::move(diagnostic));
}

// Marks both ends, so that the pair is reported once. False when it has been.
bool may_report(Draft& draft, model::RelationshipRef ref) {
  if (draft_of(draft, ref).has_key_report) return false;
  draft_of(draft, ref).has_key_report = true;
  const auto partner = partner_of(draft, ref);
  if (!partner) return true;
  const bool is_first = !draft_of(draft, *partner).has_key_report;
  draft_of(draft, *partner).has_key_report = true;
  return is_first;
}

void show_partner(Draft& draft, model::RelationshipRef ref, Diagnostic& diagnostic) {
  const auto partner = partner_of(draft, ref);
  if (!partner) return;
  diagnostic.secondary.push_back(
      {draft_of(draft, *partner).node->name.span, "the other side of the pair"});
}

void key_is_on_the_other_side(Draft& draft, model::RelationshipRef ref, Sides sides,
                              model::ForeignKeyIndex key) {
  const ast::Relationship& node = *draft_of(draft, ref).node;
  const std::string target = node.target.text();
  const std::string& holder = name_of(draft, sides.holder);
  const std::string& other = name_of(draft, sides.other);
  Diagnostic diagnostic(
      Code::Orm520, node.name.span,
      fmt::format("`{}` holds no foreign key to `{}`; the key is on `{}`", holder, other, other));
  diagnostic.secondary.push_back({draft.entity(sides.other).foreign_key_spans[key], "the key"});
  if (kind_of(node) == RelationshipKind::ManyToOne) {
    draft.sink.report(std::move(diagnostic)
                          .help(fmt::format("one-to-many: write `{}[]`", target))
                          .help(fmt::format("one-to-one: write `{}? uselist false`", target))
                          .fix(write_target(node, "[]"))
                          .fix(write_target(node, "? uselist false")));
    return;
  }
  const bool is_nullable = draft.resolved_entity(sides.other).foreign_keys[key].is_nullable;
  draft.sink.report(
      std::move(diagnostic)
          .help(fmt::format("many-to-one: write `{}{}`", target, is_nullable ? "?" : ""))
          .fix(write_target(node, is_nullable ? "?" : "")));
}

// A link table that has a key to each of the two, to be named by `secondary`.
std::string link_table_between(Draft& draft, Sides sides) {
  for (const model::LinkTable& link : draft.model.link_tables) {
    const auto references = [&](model::EntityId id) {
      return std::any_of(link.foreign_keys.begin(), link.foreign_keys.end(),
                         [&](const model::ForeignKey& key) { return key.target == id; });
    };
    if (sides.holder != sides.other && references(sides.holder) && references(sides.other)) {
      return link.name;
    }
  }
  return "TABLE";
}

// What the new key should be called after: the many-to-one side, where there is one.
std::string role_of_the_key(Draft& draft, model::RelationshipRef ref, const std::string& other) {
  const ast::Relationship& node = *draft_of(draft, ref).node;
  if (kind_of(node) == RelationshipKind::ManyToOne) return node.name.text;
  const auto partner = partner_of(draft, ref);
  return partner ? draft_of(draft, *partner).node->name.text : snake(other);
}

void key_is_missing(Draft& draft, model::RelationshipRef ref, Sides sides) {
  if (!draft.missing_keys.insert({sides.holder, sides.other}).second) return;
  const ast::Relationship& node = *draft_of(draft, ref).node;
  const std::string& holder = name_of(draft, sides.holder);
  const std::string& other = name_of(draft, sides.other);
  const model::Entity& referenced = draft.resolved_entity(sides.other);
  const std::string key = referenced.primary_key.empty()
                              ? "id"
                              : referenced.columns[referenced.primary_key.front()].name;
  Diagnostic diagnostic(Code::Orm521, node.name.span,
                        fmt::format("no foreign key from `{}` to `{}`", holder, other));
  show_partner(draft, ref, diagnostic);
  diagnostic.helps.push_back(
      fmt::format("add to `{}`: `{}_{}: foreign key {}.{}{}{};`", holder,
                  role_of_the_key(draft, ref, other), key, other, key, node.optional ? "?" : "",
                  kind_of(node) == RelationshipKind::OneToOne ? " unique" : ""));
  if (node.list) {
    diagnostic.helps.push_back(
        fmt::format("for many-to-many add `secondary {}`", link_table_between(draft, sides)));
  }
  draft.sink.report(std::move(diagnostic));
}

void key_is_ambiguous(Draft& draft, model::RelationshipRef ref, Sides sides,
                      const std::vector<model::ForeignKeyIndex>& keys) {
  const model::Entity& holder = draft.resolved_entity(sides.holder);
  std::vector<std::string> names;
  std::vector<std::string> clauses;
  for (const model::ForeignKeyIndex key : keys) {
    const std::string columns = names_of(holder, holder.foreign_keys[key].columns);
    names.push_back(fmt::format("`{}`", columns));
    clauses.push_back(fmt::format("`foreign_keys {}`", columns));
  }
  Diagnostic diagnostic(Code::Orm523, draft_of(draft, ref).node->name.span,
                        fmt::format("`{}` has {} foreign keys to `{}`: {}", holder.name,
                                    keys.size(), name_of(draft, sides.other), join(names)));
  show_partner(draft, ref, diagnostic);
  diagnostic.helps.push_back(fmt::format("say which: {}", join(clauses, " or ")));
  draft.sink.report(std::move(diagnostic));
}

std::optional<model::ForeignKeyIndex> only_candidate(Draft& draft, model::RelationshipRef ref,
                                                     Sides sides) {
  const auto keys = candidates(draft, sides);
  if (keys.size() == 1) return keys.front();
  const bool may_miss_some = draft.entity(sides.holder).has_failed_keys;
  if ((keys.empty() && may_miss_some) || !may_report(draft, ref)) return std::nullopt;
  if (!keys.empty()) {
    key_is_ambiguous(draft, ref, sides, keys);
    return std::nullopt;
  }
  const auto reversed = candidates(draft, {sides.other, sides.holder});
  if (reversed.empty()) {
    key_is_missing(draft, ref, sides);
  } else {
    key_is_on_the_other_side(draft, ref, sides, reversed.front());
  }
  return std::nullopt;
}

// R3: what this side says, else what the partner says, else the only candidate.
std::optional<model::ForeignKeyIndex> find_key(Draft& draft, model::RelationshipRef ref,
                                               Sides sides) {
  const ast::Relationship& node = *draft_of(draft, ref).node;
  if (node.foreign_keys) {
    const auto key = key_of_columns(draft, sides, node.foreign_keys->value);
    if (!key) foreign_keys_name_a_key(draft, sides, *node.foreign_keys);
    return key;
  }
  if (const auto partner = partner_of(draft, ref)) {
    const ast::Relationship& other = *draft_of(draft, *partner).node;
    // What is wrong with the partner's clause is the partner's to report.
    const bool shares_key = other.foreign_keys && draft_of(draft, *partner).has_target &&
                            sides_of(draft, *partner) == sides;
    if (shares_key) return key_of_columns(draft, sides, other.foreign_keys->value);
  }
  return only_candidate(draft, ref, sides);
}

// R4
bool one_to_one_key_is_unique(Draft& draft, model::RelationshipRef ref, model::EntityKey chosen) {
  const model::ForeignKey& key = draft.model.foreign_key(chosen);
  const TableDraft& holder = draft.entity(chosen.holder);
  if (kind_of(*draft_of(draft, ref).node) != RelationshipKind::OneToOne || key.is_unique) {
    return true;
  }
  if (holder.has_failed_uniques) return false;
  const model::Entity& resolved = draft.resolved_entity(chosen.holder);
  const std::string columns = names_of(resolved, key.columns);
  const ast::Relationship& node = *draft_of(draft, ref).node;
  Diagnostic not_unique =
      Diagnostic(Code::Orm504, node.name.span,
                 fmt::format("`uselist false`, but `{}` ({}) is not unique, so one `{}` can have "
                             "many",
                             resolved.name, columns, name_of(draft, ref.entity)))
          .label(fmt::format("one `{}` could have many `{}` rows", name_of(draft, ref.entity),
                             resolved.name))
          .also(holder.columns[key.columns.front()].node->name.span,
                "this key would have to be unique")
          .help(key.columns.size() == 1
                    ? fmt::format("add `unique` to `{}.{}`", resolved.name, columns)
                    : fmt::format("add `unique ({});` to `{}`", columns, resolved.name))
          .help(fmt::format("or write `{}[]`", node.target.text()));
  if (key.columns.size() == 1) {
    not_unique.fixes.push_back(add_clause(*holder.columns[key.columns.front()].node, "unique"));
  }
  draft.sink.report(std::move(not_unique));
  return false;
}

// R5
void optional_like_its_key(Draft& draft, model::RelationshipRef ref, model::EntityKey chosen) {
  const model::ForeignKey& key = draft.model.foreign_key(chosen);
  const ast::Relationship& node = *draft_of(draft, ref).node;
  if (kind_of(node) != RelationshipKind::ManyToOne) return;
  if (key.is_nullable == node.optional.has_value()) return;
  const TableDraft& holder = draft.entity(chosen.holder);
  const std::string column = names_of(draft.resolved_entity(chosen.holder), key.columns);
  const std::string target = node.target.text();
  const Span key_span = holder.columns[key.columns.front()].node->name.span;
  if (key.is_nullable) {
    draft.sink.report(Diagnostic(Code::Orm505, node.name.span,
                                 fmt::format("{} is required, but its key `{}` is optional",
                                             quoted(draft, ref), column))
                          .also(key_span, "the key")
                          .help(fmt::format("write `{}: {}?`", node.name.text, target))
                          .help(fmt::format("or remove the `?` from `{}`", column))
                          .fix(write_target(node, "?")));
    return;
  }
  draft.sink.report(Diagnostic(Code::Orm506, node.name.span,
                               fmt::format("{} is optional, but its key `{}` is required",
                                           quoted(draft, ref), column))
                        .also(key_span, "the key")
                        .help(fmt::format("write `{}: {}`", node.name.text, target))
                        .help(fmt::format("or add a `?` to the type of `{}`", column))
                        .fix(write_target(node, "")));
}

}  // namespace

bool choose_key(Draft& draft, model::RelationshipRef ref) {
  const Sides sides = sides_of(draft, ref);
  const auto index = find_key(draft, ref, sides);
  if (!index) return false;
  const model::EntityKey chosen{sides.holder, *index};
  model::ForeignKey& key = draft.resolved_entity(chosen.holder).foreign_keys[*index];
  model::Relationship& relationship = resolved(draft, ref);
  relationship.key = chosen;
  key.is_used_by_relationship |= !relationship.is_viewonly;
  const bool holds_key = relationship.kind == RelationshipKind::ManyToOne;
  relationship.is_one_to_one = holds_key && key.is_unique;
  const bool writes_from_here = !holds_key && !relationship.is_viewonly;
  if (writes_from_here && key.on_delete == model::ForeignKeyAction::Cascade) {
    relationship.passive_deletes = model::PassiveDeletes::On;
  }
  optional_like_its_key(draft, ref, chosen);
  return one_to_one_key_is_unique(draft, ref, chosen);
}

}  // namespace ormgen::checking
