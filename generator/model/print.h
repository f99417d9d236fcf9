#pragma once

#include <string>

#include "model/model.h"

namespace ormgen::model {

// The whole model as stable, readable text: one line per fact, defaults left out. For tests.
std::string print(const Model& model);

}  // namespace ormgen::model
