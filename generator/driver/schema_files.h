#pragma once

#include <string>
#include <vector>

namespace ormgen {

struct FoundSchemas {
  // Each once, in the order they were named; `-` is stdin.
  std::vector<std::string> files;
  // Whole sentences about what was named in vain.
  std::vector<std::string> failures;
};

// The files that are named, and the .orm files below the folders that are.
FoundSchemas find_schemas(const std::vector<std::string>& named);

}  // namespace ormgen
