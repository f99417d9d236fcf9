#pragma once

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diagnostics/did_you_mean.h"

namespace ormgen {

// Takes one of some words for a value, which it puts in place of the word. The words, with blanks
// between them, are the validator's name, where the completions of a shell find them.
template <class Value>
CLI::Validator one_of(const std::map<std::string, Value>& choices) {
  std::vector<std::string> words;
  words.reserve(choices.size());
  for (const auto& [word, value] : choices) words.push_back(word);
  return CLI::Validator(
      [choices](std::string& word) {
        const auto found = choices.find(word);
        if (found != choices.end()) {
          word = std::to_string(static_cast<int>(found->second));
          return std::string();
        }
        std::vector<std::string_view> known;
        known.reserve(choices.size());
        for (const auto& [name, value] : choices) known.push_back(name);
        const auto near = closest_to(word, known);
        return near ? fmt::format("`{}` is not known; {}", word, did_you_mean(*near))
                    : fmt::format("`{}` is not known; it is one of {}", word,
                                  fmt::join(known, ", "));
      },
      "", fmt::format("{}", fmt::join(words, " ")));
}

}  // namespace ormgen
