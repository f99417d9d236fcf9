#pragma once

#include <string>

#include "emit/emit.h"

namespace ormgen::emitting {

// The definitions of registry(), create_all() and drop_all() of every namespace that this run
// defines classes in. A namespace's registry covers its own tables and those of all that its files
// import, directly or not.
std::string registries(const model::Model& model, const EmitOptions& options);

}  // namespace ormgen::emitting
