#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <utility>

namespace ormgen {

// Takes one of some words for a value. The words, with blanks between them, are the validator's
// name, where the completions of a shell find them.
template <class Value>
CLI::Validator one_of(const std::map<std::string, Value>& choices) {
  std::string words;
  for (const auto& [word, value] : choices) words += (words.empty() ? "" : " ") + word;
  return CLI::CheckedTransformer(choices).description("").name(words);
}

}  // namespace ormgen
