#pragma once

#include <vector>

#include "emit/emit.h"

namespace ormgen::emitting {

// The files that speak of all schemas: `<name>_models.hpp`, `<name>_fwd.hpp`, `<name>_models.cpp`.
std::vector<OutputFile> project_files(const model::Model& model, const EmitOptions& options);

}  // namespace ormgen::emitting
