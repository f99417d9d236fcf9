#pragma once

#include <string_view>

namespace ormgen::parse_detail {

// What to write instead of a clause of SQL or of another schema language; empty when unknown.
std::string_view advice_for_foreign_word(std::string_view word);
// The same for an attribute of Prisma, without its `@`.
std::string_view advice_for_foreign_attribute(std::string_view name);
// The same for a function in a default.
std::string_view advice_for_foreign_function(std::string_view name);
// The same for a block that this language has no need of.
std::string_view advice_for_foreign_block(std::string_view word);

}  // namespace ormgen::parse_detail
