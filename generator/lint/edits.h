#pragma once

#include <string>
#include <string_view>

#include "diagnostics/diagnostic.h"
#include "lint/schema.h"

// The edits of fixes, made so that what is left reads as if a person had written it.
namespace ormgen::linting {

// Takes out a clause and the space before it; `words` is the clause.
Fix remove_clause(const File& file, Span clause, std::string_view words);
// Takes out a comment, with its line where it has one of its own.
Fix remove_comment(const File& file, Span comment);
// Puts a member on a line below another.
Fix add_member_below(const File& file, Span member, const std::string& text);
// Puts a member at the end of the block that a declaration ends with.
Fix add_member(const File& file, const ast::Node& declaration, const std::string& text);

}  // namespace ormgen::linting
