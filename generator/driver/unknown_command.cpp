#include "driver/unknown_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "diagnostics/did_you_mean.h"
#include "driver/command.h"

namespace ormgen {
namespace {

constexpr std::string_view later_commands[] = {"db", "lsp", "migrate", "pull"};

// The words that may stand behind `ormgen`, or behind `ormgen GROUP`.
std::vector<std::string_view> words_behind(std::string_view group) {
  std::vector<std::string_view> words;
  for (const Command* command : commands()) {
    const bool is_below = command->group != group;
    if (is_below && !group.empty()) continue;
    const std::string_view word = is_below ? command->group : command->name;
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
  }
  std::sort(words.begin(), words.end());
  return words;
}

template <class Words>
bool contains(const Words& words, std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

std::string list_of(std::string_view group) {
  std::string list;
  for (const std::string_view word : words_behind(group)) {
    if (!list.empty()) list += ", ";
    if (!group.empty()) list.append(group).append(" ");
    list += word;
  }
  return list;
}

std::string explain(std::string_view word, std::string_view group) {
  const auto near = closest_to(word, words_behind(group));
  return fmt::format("there is no command `{}{}{}`{}\nThere are: {}.", group,
                     group.empty() ? "" : " ", word, near ? "; " + did_you_mean(*near) : "",
                     list_of(group));
}

}  // namespace

std::string explain_unknown_command(const std::vector<std::string>& arguments) {
  const auto is_word = [](const std::string& argument) { return !argument.starts_with('-'); };
  const auto end = arguments.end();
  if (arguments.empty()) return "";
  const auto first = std::find_if(arguments.begin() + 1, end, is_word);
  if (first == end) return "";
  if (contains(later_commands, *first)) {
    return fmt::format("`{}` is not in this version of ormgen\nThere are: {}.", *first,
                       list_of(""));
  }
  if (!contains(words_behind(""), *first)) return explain(*first, "");
  const auto second = std::find_if(first + 1, end, is_word);
  const bool is_group = !help_of_group(*first).empty();
  if (!is_group || second == end || contains(words_behind(*first), *second)) return "";
  return explain(*second, *first);
}

}  // namespace ormgen
