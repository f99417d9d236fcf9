#pragma once

#include <string_view>

namespace ormgen::ast {

// The type of the language for one of SQL, of Prisma or of SQLAlchemy; empty for any other word.
// Case does not count.
std::string_view type_for_foreign(std::string_view word);

}  // namespace ormgen::ast
