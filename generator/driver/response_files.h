#pragma once

#include <string>
#include <variant>
#include <vector>

namespace ormgen {

// The arguments with those that a file holds in place of each `@FILE`, one a line; blank lines say
// nothing. A file names no other. A sentence where one cannot be read.
std::variant<std::vector<std::string>, std::string> with_response_files(
    const std::vector<std::string>& arguments);

}  // namespace ormgen
