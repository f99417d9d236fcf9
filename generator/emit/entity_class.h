#pragma once

#include <string>

#include "emit/emit.h"

namespace ormgen::emitting {

// The class of an entity as its header shows it, with a blank line behind it.
std::string entity_class(const model::Model& model, model::EntityId id, const EmitOptions& options);

}  // namespace ormgen::emitting
