#include "emit/relationship_mapping.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "emit/cpp_literals.h"
#include "emit/links.h"
#include "emit/text.h"
#include "emit/views.h"

namespace ormgen::emitting {
namespace {

std::string_view enumerator(model::RelationshipKind kind) {
  switch (kind) {
    case model::RelationshipKind::OneToMany:
      return "OneToMany";
    case model::RelationshipKind::ManyToOne:
      return "ManyToOne";
    case model::RelationshipKind::OneToOne:
      return "OneToOne";
    case model::RelationshipKind::ManyToMany:
      return "ManyToMany";
  }
  return "";
}

std::string_view enumerator(model::Lazy strategy) {
  switch (strategy) {
    case model::Lazy::Adaptive:
      return "Adaptive";
    case model::Lazy::Select:
      return "Select";
    case model::Lazy::Joined:
      return "Joined";
    case model::Lazy::Selectin:
      return "Selectin";
    case model::Lazy::Immediate:
      return "Immediate";
    case model::Lazy::Raise:
      return "Raise";
    case model::Lazy::WriteOnly:
      return "WriteOnly";
  }
  return "";
}

// The constants of orm::cascade, the sum of the first five as `all`.
std::string cascades_text(std::set<model::Cascade> cascades) {
  constexpr auto names = std::to_array<std::pair<model::Cascade, std::string_view>>({
      {model::Cascade::SaveUpdate, "save_update"},
      {model::Cascade::Merge, "merge"},
      {model::Cascade::RefreshExpire, "refresh_expire"},
      {model::Cascade::Expunge, "expunge"},
      {model::Cascade::Delete, "remove"},
      {model::Cascade::DeleteOrphan, "delete_orphan"},
  });
  std::vector<std::string> words;
  const bool has_orphans = cascades.contains(model::Cascade::DeleteOrphan);
  if (cascades.size() - (has_orphans ? 1 : 0) == names.size() - 1) {
    words.emplace_back("orm::cascade::all");
    std::erase_if(cascades,
                  [](model::Cascade each) { return each != model::Cascade::DeleteOrphan; });
  }
  for (const auto& [cascade, name] : names) {
    if (cascades.contains(cascade)) words.push_back(fmt::format("orm::cascade::{}", name));
  }
  return words.empty() ? "orm::cascade::none" : join(words, " | ");
}

// How the session writes the relationship, where that is not as usual.
std::string write_options(const model::Relationship& relationship) {
  std::string out;
  if (relationship.passive_deletes == model::PassiveDeletes::All) {
    out += ", .passive_deletes = orm::PassiveDeletes::All";
  } else if (relationship.passive_deletes == model::PassiveDeletes::On) {
    out += ", .passive_deletes = orm::PassiveDeletes::On";
  }
  if (!relationship.passive_updates) out += ", .passive_updates = false";
  if (relationship.is_single_parent) out += ", .single_parent = true";
  if (relationship.post_update) out += ", .post_update = true";
  if (relationship.join_depth != 1) {
    out += fmt::format(", .join_depth = {}", relationship.join_depth);
  }
  return out;
}

std::string order_name(model::RelationshipIndex index) { return fmt::format("order_{}", index); }

// True when no unique set of the link table lies within the columns of its two keys.
bool may_repeat(const model::Table& table, const model::LinkPath& path) {
  std::set<model::ColumnIndex> pair;
  for (const model::ForeignKeyIndex key : {path.local_key, path.target_key}) {
    pair.insert(table.foreign_keys[key].columns.begin(), table.foreign_keys[key].columns.end());
  }
  const auto forbids = [&pair](const std::vector<model::ColumnIndex>& unique) {
    return !unique.empty() && std::all_of(unique.begin(), unique.end(),
                                          [&](auto column) { return pair.contains(column); });
  };
  return !forbids(table.primary_key) &&
         std::none_of(table.uniques.begin(), table.uniques.end(),
                      [&](const model::Unique& unique) { return forbids(unique.columns); });
}

}  // namespace

std::string link_table_name(const model::Model& model, const model::Entity& entity,
                            const model::Table& table, const ClassNames& names) {
  std::string name = name_from(model, entity.file, table.file, table.cpp_name);
  const bool is_in_tables = name == "columns" || name == "key" || name == "indexes" ||
                            name == "foreign_keys" || name == "relationships" ||
                            name.starts_with("key_") || name.starts_with("order_") ||
                            name.starts_with("view_") || name == "uniques" ||
                            name == "unlisted_links" || name.starts_with("unique_");
  if (!is_in_tables && !names.has_function(name)) return name;
  return "::" + namespace_of(model.file(table.file)) + "::" + table.cpp_name;
}

std::string relationship_entry(const model::Model& model, const model::Entity& entity,
                               model::RelationshipIndex index, const ClassNames& names) {
  const model::Relationship& relationship = entity.relationships[index];
  std::string out =
      fmt::format("{{.name = {}, .kind = orm::RelationshipKind::{}, .target = &{}::mapping",
                  string_literal(relationship.name), enumerator(relationship.kind),
                  described_from(model, entity.file, relationship.target));
  if (relationship.key) out += fmt::format(", .key = {}", relationship.key->foreign_key);
  if (relationship.inverse) {
    out += fmt::format(", .inverse = {}", relationship.inverse->relationship);
  }
  if (goes_through_entity(relationship)) {
    out += fmt::format(", .secondary = &{}, .near_key = 0, .far_key = 1", view_name(index));
  } else if (const auto& path = relationship.link) {
    out += fmt::format(", .secondary = &{}, .near_key = {}, .far_key = {}",
                       link_table_name(model, entity, model.table(path->table), names),
                       path->local_key, path->target_key);
    if (may_repeat(model.table(path->table), *path)) out += ", .may_repeat = true";
  }
  out += fmt::format(", .{} = orm::link(&{}::{})", is_list(relationship) ? "to_many" : "to_one",
                     entity.cpp_name, names.relationship_member(index));
  if (!has_default_cascades(relationship)) {
    out += ", .cascades = " + cascades_text(relationship.cascades);
  }
  if (relationship.is_viewonly) out += ", .viewonly = true";
  if (!relationship.order_by.empty()) out += ", .order_by = " + order_name(index);
  if (relationship.lazy != model::Lazy::Adaptive) {
    out += fmt::format(", .lazy = orm::Lazy::{}", enumerator(relationship.lazy));
  }
  return out + write_options(relationship) + "}";
}

std::string order_list(const model::Entity& entity, model::RelationshipIndex index) {
  const model::Relationship& relationship = entity.relationships[index];
  if (relationship.order_by.empty()) return "";
  std::string lines;
  for (const model::OrderBy& order : relationship.order_by) {
    lines += fmt::format("    {{.column = {}{}}},\n", order.column,
                         order.is_descending ? ", .descending = true" : "");
  }
  return fmt::format("static constexpr orm::OrderBy {}[] = {{\n{}}};\n", order_name(index), lines);
}

}  // namespace ormgen::emitting
