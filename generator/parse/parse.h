#pragma once

#include "ast/ast.h"
#include "diagnostics/sink.h"
#include "source/source_file.h"

namespace ormgen {

// What the file says. All that is wrong by its syntax alone is reported; what could not be
// understood is left out of the result. Never throws for what a user wrote.
ast::File parse(const SourceFile& file, Sink& sink);

}  // namespace ormgen
