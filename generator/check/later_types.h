#pragma once

#include <string_view>

namespace ormgen::checking {

// The type of the language that this version does not emit.
inline constexpr std::string_view later_type = "json";

}  // namespace ormgen::checking
