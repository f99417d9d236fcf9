#pragma once

#include <string>
#include <vector>

namespace ormgen {

// A rule for Ninja and Make: `target` depends on `inputs`.
std::string depfile_text(const std::string& target, const std::vector<std::string>& inputs);

}  // namespace ormgen
