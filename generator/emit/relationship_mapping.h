#pragma once

#include <string>

#include "emit/cpp_names.h"
#include "model/model.h"

namespace ormgen::emitting {

// The description of a relationship: `{.name = "books", ...}`.
std::string relationship_entry(const model::Model& model, const model::Entity& entity,
                               model::RelationshipIndex index, const ClassNames& names);

// The list its `order_by` refers to, or nothing.
std::string order_list(const model::Entity& entity, model::RelationshipIndex index);

}  // namespace ormgen::emitting
