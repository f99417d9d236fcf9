#include "diagnostics/did_you_mean.h"

#include <fmt/format.h>

#include <algorithm>

#include "source/ascii.h"

namespace ormgen {
namespace {

// A longer word is no misspelling of a name; keeps the work small for hostile input.
constexpr std::size_t longest_word = 80;

std::string folded(std::string_view word) {
  std::string result(word);
  for (char& c : result) {
    c = c == '-' ? '_' : to_lower(c);
  }
  return result;
}

// Damerau-Levenshtein distance, with neighbours swapped at most once.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> current(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      current[j] = std::min({last[j] + 1, current[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) current[j] = std::min(current[j], before_last[j - 2] + 1);
    }
    before_last.swap(last);
    last.swap(current);
  }
  return last[b.size()];
}

}  // namespace

std::optional<std::string> closest_to(std::string_view word,
                                      const std::vector<std::string_view>& candidates) {
  if (word.empty() || word.size() > longest_word) return std::nullopt;
  const std::string wanted = folded(word);
  std::optional<std::string> best;
  std::size_t best_distance = std::max<std::size_t>(1, word.size() * 2 / 5) + 1;
  for (const std::string_view candidate : candidates) {
    if (candidate == word || candidate.size() > longest_word) continue;
    const std::size_t distance = edit_distance(wanted, folded(candidate));
    // Every letter of a one-letter word may differ; that is no resemblance.
    if (distance >= best_distance || distance >= candidate.size()) continue;
    best = std::string(candidate);
    best_distance = distance;
  }
  return best;
}

std::string did_you_mean(std::string_view candidate) {
  return fmt::format("did you mean `{}`?", candidate);
}

}  // namespace ormgen
