#include "emit/links.h"

#include <fmt/format.h>

#include "emit/text.h"

namespace ormgen::emitting {
namespace {

bool goes_over(const model::Relationship& relationship, model::EntityKey key) {
  return !relationship.is_viewonly && relationship.key && relationship.key->holder == key.holder &&
         relationship.key->foreign_key == key.foreign_key;
}

std::string words_for(const model::Model& model, const model::Relationship& relationship) {
  switch (relationship.kind) {
    case model::RelationshipKind::OneToMany:
      return "One-to-many";
    case model::RelationshipKind::ManyToOne:
      return relationship.is_one_to_one ? "One-to-one" : "Many-to-one";
    case model::RelationshipKind::OneToOne:
      return "One-to-one";
    case model::RelationshipKind::ManyToMany:
      return "Many-to-many through " + model.table(relationship.link->table).name;
  }
  return "";
}

// "(author_id)": the columns of a key.
std::string columns_of(const model::Entity& entity, const model::ForeignKey& key) {
  std::vector<std::string> names;
  names.reserve(key.columns.size());
  for (const model::ColumnIndex column : key.columns) names.push_back(entity.columns[column].name);
  return "(" + join(names, ", ") + ")";
}

// The member of a relationship, or nothing for one whose key's link is already there.
std::string relationship_link(const model::Entity& entity, model::RelationshipIndex index,
                              const ClassNames& names) {
  const model::Relationship& relationship = entity.relationships[index];
  const std::string& member = names.relationship_member(index);
  if (is_list(relationship)) return fmt::format("orm::ToMany {};", member);
  if (relationship.kind == model::RelationshipKind::OneToOne || relationship.is_viewonly) {
    return fmt::format("orm::ToOne {};", member);
  }
  const model::ForeignKey& key = entity.foreign_keys[relationship.key->foreign_key];
  return fmt::format("// The link of the foreign key {}.\norm::ToOne {};", columns_of(entity, key),
                     member);
}

// The member of a key that only relationships of the other side look through.
std::optional<std::string> hidden_link(const model::Model& model, model::EntityKey key,
                                       const ClassNames& names) {
  const auto inverse = inverse_over(model, key);
  if (!inverse || many_to_one_over(model, key)) return std::nullopt;
  const model::Entity& entity = model.entity(key.holder);
  const model::EntityId target = model.foreign_key(key).target;
  return fmt::format(
      "// The link of the foreign key {}, for {}::{}.\norm::ToOne {};",
      columns_of(entity, model.foreign_key(key)), class_from(model, entity.file, target),
      model.entity(target).relationships[*inverse].cpp_name, names.hidden_link(key.foreign_key));
}

}  // namespace

bool is_list(const model::Relationship& relationship) {
  return relationship.kind == model::RelationshipKind::OneToMany ||
         relationship.kind == model::RelationshipKind::ManyToMany;
}

std::optional<model::RelationshipIndex> many_to_one_over(const model::Model& model,
                                                         model::EntityKey key) {
  const auto& relationships = model.entity(key.holder).relationships;
  for (std::size_t i = 0; i < relationships.size(); ++i) {
    const bool holds_key = relationships[i].kind == model::RelationshipKind::ManyToOne;
    if (holds_key && goes_over(relationships[i], key)) return i;
  }
  return std::nullopt;
}

std::optional<model::RelationshipIndex> inverse_over(const model::Model& model,
                                                     model::EntityKey key) {
  const auto& relationships = model.entity(model.foreign_key(key).target).relationships;
  for (std::size_t i = 0; i < relationships.size(); ++i) {
    const bool holds_key = relationships[i].kind == model::RelationshipKind::ManyToOne;
    if (!holds_key && goes_over(relationships[i], key)) return i;
  }
  return std::nullopt;
}

std::optional<std::string> link_member(const model::Model& model, model::EntityKey key,
                                       const ClassNames& names) {
  if (const auto own = many_to_one_over(model, key)) return names.relationship_member(*own);
  if (inverse_over(model, key)) return names.hidden_link(key.foreign_key);
  return std::nullopt;
}

std::string relationship_fact(const model::Model& model, const model::Entity& entity,
                              const model::Relationship& relationship) {
  const std::string target = class_from(model, entity.file, relationship.target);
  const std::string kind = words_for(model, relationship);
  if (relationship.is_viewonly) return fmt::format("{}; read only.", kind);
  if (!relationship.inverse) return fmt::format("{}; {} has no way back.", kind, target);
  return fmt::format("{}; the other side is {}::{}.", kind, target,
                     model.relationship(*relationship.inverse).cpp_name);
}

std::vector<std::string> link_members(const model::Model& model, model::EntityId id,
                                      const ClassNames& names) {
  const model::Entity& entity = model.entity(id);
  std::vector<std::string> members;
  members.reserve(entity.relationships.size());
  for (std::size_t i = 0; i < entity.relationships.size(); ++i) {
    members.push_back(relationship_link(entity, i, names));
  }
  for (std::size_t key = 0; key < entity.foreign_keys.size(); ++key) {
    if (auto member = hidden_link(model, {id, key}, names)) members.push_back(*std::move(member));
  }
  return members;
}

}  // namespace ormgen::emitting
