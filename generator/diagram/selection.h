#pragma once

#include <cstddef>
#include <vector>

#include "model/model.h"

namespace ormgen::diagrams {

// The tables around some, up to `depth` relationships away in either direction, in the order of the
// schemas; all tables where none is named. A link table comes along when both ends of it are there:
// it is no step of its own.
std::vector<model::TableRef> selection(const model::Model& model,
                                       const std::vector<model::TableRef>& around,
                                       std::size_t depth);

}  // namespace ormgen::diagrams
