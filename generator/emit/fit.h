#pragma once

#include <string>
#include <string_view>

namespace ormgen::emitting {

// Breaks lines of more than 100 columns, as clang-format does with the shapes that the templates
// have, and drops empty lines at the end. Raw strings stay as they are.
std::string fit(std::string_view text);

}  // namespace ormgen::emitting
