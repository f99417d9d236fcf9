#pragma once

#include <string>

#include "model/model.h"

namespace ormgen::emitting {

// The source of one entity: its tables, its mapping, its functions; with a blank line behind it.
std::string entity_definition(const model::Model& model, model::EntityId id);

}  // namespace ormgen::emitting
