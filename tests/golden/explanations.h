#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ormgen::golden {

// The schemas of an explanation (generator/explain/explain.h).
struct Examples {
  std::vector<std::string> wrong;
  std::vector<std::string> right;
  // What they import, by its path.
  std::map<std::string, std::string> files;
};

Examples examples_of(std::string_view page);

}  // namespace ormgen::golden
