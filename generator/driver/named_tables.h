#pragma once

#include <string>
#include <variant>
#include <vector>

#include "model/model.h"

namespace ormgen {

// The entities and link tables of these names, as `User` or `blog.User`; a name that several
// namespaces have stands for all of them. Or a sentence about a name that nothing has.
std::variant<std::vector<model::TableRef>, std::string> tables_named(
    const model::Model& model, const std::vector<std::string>& names);

}  // namespace ormgen
