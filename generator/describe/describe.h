#pragma once

#include <string>
#include <vector>

#include "model/model.h"

namespace ormgen {

// Tables for a reader: of each entity and link table its columns, keys and relationships, with what
// was chosen for each relationship. Of all the model, or only of some tables of it.
std::string describe(const model::Model& model);
std::string describe(const model::Model& model, const std::vector<model::TableRef>& tables);

// The whole model for programs, in the format of docs/describe.md.
std::string describe_json(const model::Model& model);

}  // namespace ormgen
