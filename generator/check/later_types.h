#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace ormgen::checking {

// Types of the language that this version does not emit.
inline constexpr auto later_types =
    std::to_array<std::string_view>({"decimal", "date", "time", "datetime", "uuid", "json"});

inline bool is_later_type(std::string_view name) {
  return std::find(later_types.begin(), later_types.end(), name) != later_types.end();
}

}  // namespace ormgen::checking
