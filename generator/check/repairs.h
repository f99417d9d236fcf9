#pragma once

#include <string_view>

#include "ast/ast.h"
#include "diagnostics/fixes.h"

// Fixes of members, by what they would be.
namespace ormgen::checking {

// `Post`, `Post?` or `Post[]`: the ending is what stands behind the target.
Fix write_target(const ast::Relationship& node, std::string_view ending);
Fix add_clause(const ast::Relationship& node, std::string_view clause);

Fix make_optional(const ast::Column& column);
Fix make_required(const ast::Column& column);
Fix add_clause(const ast::Column& column, std::string_view clause);

}  // namespace ormgen::checking
