#pragma once

#include <string>

#include "model/model.h"

namespace ormgen::emitting {

// A many-to-many view through an entity: the runtime sees that entity's table as a link table.
bool goes_through_entity(const model::Relationship& relationship);

// `view_2`: the description of that table among the Tables of the entity.
std::string view_name(model::RelationshipIndex index);

// The description itself, with the key to this side first; nothing for all other relationships.
std::string view_table(const model::Model& model, const model::Entity& entity,
                       model::RelationshipIndex index);

}  // namespace ormgen::emitting
