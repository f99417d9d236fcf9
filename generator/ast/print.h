#pragma once

#include <string>

#include "ast/ast.h"

namespace ormgen::ast {

// The file in the language itself, in one fixed form: members by kind, clauses in a fixed order,
// one line each. Comments other than `///` are gone, and so are the places.
std::string print(const File& file);

}  // namespace ormgen::ast
