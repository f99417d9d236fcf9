#pragma once

#include <vector>

#include "ast/ast.h"

namespace ormgen::linting {

// A declaration, a member or an enumerator, and where it is.
struct Node {
  // Without its annotations.
  Span own;
  Span whole;
  // Somebody reads its `///`.
  bool is_documented = true;
};

// All of a file; one that holds others stands before them.
std::vector<Node> nodes_of(const ast::File& file);

}  // namespace ormgen::linting
