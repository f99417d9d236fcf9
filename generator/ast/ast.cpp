#include "ast/ast.h"

namespace ormgen::ast {

std::string QualifiedName::text() const {
  std::string joined;
  for (const Name& part : parts) {
    if (!joined.empty()) joined += '.';
    joined += part.text;
  }
  return joined;
}

}  // namespace ormgen::ast
