#pragma once

#include <string>

#include "model/model.h"

namespace ormgen::diagrams {

// "string(320)", "decimal(12,2)"; of an enum its name.
std::string type_of(const model::Model& model, const model::Column& column);

// By itself, as the only column of a `unique`.
bool is_unique(const model::Table& table, model::ColumnIndex column);

}  // namespace ormgen::diagrams
