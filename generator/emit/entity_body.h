#pragma once

#include <string>

#include "emit/cpp_names.h"
#include "model/model.h"

namespace ormgen::emitting {

// The statements of the functions that every class has, one on a line.
std::string initialize_statements(const model::Entity& entity, const ClassNames& names);
std::string read_statements(const model::Entity& entity, const ClassNames& names);
std::string write_statements(const model::Entity& entity, const ClassNames& names);

}  // namespace ormgen::emitting
