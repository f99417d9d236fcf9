#pragma once

#include <string>

#include "model/model.h"

namespace ormgen::emitting {

// The class of an entity as its header shows it, with a blank line behind it.
std::string entity_class(const model::Model& model, model::EntityId id);

}  // namespace ormgen::emitting
