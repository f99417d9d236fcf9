#pragma once

#include <vector>

#include "ast/token.h"
#include "source/source_file.h"

namespace ormgen {

// All that a file consists of but white space, comments included, in the order of the file. For a
// file that parses without an error.
std::vector<ast::Token> tokens(const SourceFile& file);

}  // namespace ormgen
