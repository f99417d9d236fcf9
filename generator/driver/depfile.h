#pragma once

#include <string>
#include <vector>

namespace ormgen {

// A rule for Ninja and Make: `target` depends on `inputs`.
std::string depfile_text(const std::string& target, const std::vector<std::string>& inputs);

// True for a text that may be such a rule, so that a new one may take its place.
bool is_depfile(const std::string& text);

}  // namespace ormgen
