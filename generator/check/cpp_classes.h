#pragma once

#include <optional>

#include "check/draft.h"

namespace ormgen::checking {

// What `as "app::User" include "app/user.hpp"` says; nothing, and reported, where one of the texts
// is not what C++ has.
std::optional<model::CppClass> resolve_cpp_class(Draft& draft, const ast::CppClass& node);

}  // namespace ormgen::checking
