#pragma once

#include <string>
#include <vector>

namespace ormgen {

// When the first word of the command line is no command: a sentence about what there is instead.
// Otherwise empty. The arguments begin with the program's name.
std::string explain_unknown_command(const std::vector<std::string>& arguments);

}  // namespace ormgen
