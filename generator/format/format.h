#pragma once

#include <string>
#include <vector>

#include "ast/ast.h"
#include "ast/token.h"
#include "source/source_file.h"

namespace ormgen {

// The text of a file in the one layout of the language: means the same, has the same comments, and
// is its own layout. `file` and `tokens` are those of the source, which has no syntax error. Line
// breaks are as the first one in the source.
std::string format(const SourceFile& source, const ast::File& file,
                   const std::vector<ast::Token>& tokens);

}  // namespace ormgen
