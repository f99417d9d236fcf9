#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ormgen::checking {

// Insertions, deletions, replacements and swaps of neighbours that turn one into the other; letters
// that differ in case only are equal.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The candidate the writer may have meant: the nearest within 40 % of the word's length.
std::optional<std::string> nearest(std::string_view word,
                                   std::span<const std::string_view> candidates);

// "did you mean `author`?" for each nearest candidate; empty when none is near.
std::vector<std::string> did_you_mean(std::string_view word,
                                      std::span<const std::string_view> candidates);

}  // namespace ormgen::checking
