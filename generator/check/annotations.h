#pragma once

#include <vector>

#include "ast/ast.h"
#include "model/model.h"

namespace ormgen::checking {

// The `@name(...)` of a declaration or member, kept as they are written.
std::vector<model::Annotation> annotations_of(const ast::Node& node);

}  // namespace ormgen::checking
