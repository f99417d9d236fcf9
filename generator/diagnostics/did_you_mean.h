#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ormgen {

// The candidate nearest to a mistyped word: at most 40 % of its letters differ. Case, and `-` for
// `_`, hardly count; swapped neighbours count once. Empty when nothing is near. Of equally near
// ones the first wins.
std::optional<std::string> closest_to(std::string_view word,
                                      const std::vector<std::string_view>& candidates);

// "did you mean `author`?"
std::string did_you_mean(std::string_view candidate);

}  // namespace ormgen
