#pragma once

#include <string>

#include "emit/cpp_names.h"
#include "model/model.h"

namespace ormgen::emitting {

// The functions that every class has (initialize, read, write), each with a blank line behind it.
std::string member_functions(const model::Model& model, const model::Entity& entity,
                             const ClassNames& names);

}  // namespace ormgen::emitting
