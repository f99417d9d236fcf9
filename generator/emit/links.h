#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emit/cpp_names.h"
#include "model/model.h"

namespace ormgen::emitting {

bool is_list(const model::Relationship& relationship);

// The relationship of the entity that holds `key` which goes through it.
std::optional<model::RelationshipIndex> many_to_one_over(const model::Model& model,
                                                         model::EntityKey key);
// The relationship of the key's target which looks back through it.
std::optional<model::RelationshipIndex> inverse_over(const model::Model& model,
                                                     model::EntityKey key);

// The member that keeps the link of a foreign key; nothing when no relationship uses the key.
std::optional<std::string> link_member(const model::Model& model, model::EntityKey key,
                                       const ClassNames& names);

// A sentence: "One-to-many; the other side is Book::author."
std::string relationship_fact(const model::Model& model, const model::Entity& entity,
                              const model::Relationship& relationship);

// The private members which keep links, each with the comment it needs.
std::vector<std::string> link_members(const model::Model& model, model::EntityId id,
                                      const ClassNames& names);

}  // namespace ormgen::emitting
