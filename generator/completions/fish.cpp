#include <fmt/format.h>

#include <string_view>

#include "completions/completions.h"

namespace ormgen {
namespace {

std::string in_quotes(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') result += '\\';
    result += c;
  }
  return result + "'";
}

std::string fish_action(const OptionWords& option) {
  switch (option.value) {
    case Value::None:
      return "";
    case Value::Word:
      return " -x";
    case Value::OneOf:
      return fmt::format(" -x -a {}", in_quotes(fmt::format("{}", fmt::join(option.choices, " "))));
    case Value::File:
      return " -r -F";
    case Value::Folder:
      return " -x -a '(__fish_complete_directories (commandline -ct))'";
    case Value::Schema:
      return " -k -x -a '(__fish_complete_suffix .orm)'";
  }
  return "";
}

void add_options(const CommandWords& command, const std::string& start, std::string& text) {
  for (const OptionWords& option : command.options) {
    text += start;
    for (const std::string& name : option.names) {
      const bool is_long = name.starts_with("--");
      text += (is_long ? " -l " : " -s ") + name.substr(is_long ? 2 : 1);
    }
    text += fish_action(option) + " -d " + in_quotes(option.help) + "\n";
  }
}

// `condition` holds where the words of the command have been typed.
void add(const CommandWords& command, const std::string& start, const std::string& condition,
         std::string& text) {
  const auto when = [&](const std::string& what) {
    return what.empty() ? start : fmt::format("{} -n {}", start, in_quotes(what));
  };
  add_options(command, when(condition), text);
  if (command.arguments.value != Value::None) {
    text += when(condition) + fish_action(command.arguments) + "\n";
  }
  std::string names;
  for (const CommandWords& each : command.commands) names += " " + each.name;
  for (const CommandWords& each : command.commands) {
    const std::string before = condition.empty() ? "" : condition + "; and ";
    const std::string unseen = fmt::format("{}not __fish_seen_subcommand_from{}", before, names);
    text += fmt::format("{} -a {} -d {}\n", when(unseen), each.name, in_quotes(each.help));
    add(each, start, fmt::format("{}__fish_seen_subcommand_from {}", before, each.name), text);
  }
}

}  // namespace

std::string fish_completions(const CommandWords& program) {
  std::string text = fmt::format(
      "# Completions of {0} for fish. Put this into ~/.config/fish/completions/{0}.fish.\n\n"
      "complete -c {0} -f\n",
      program.name);
  add(program, "complete -c " + program.name, "", text);
  return text;
}

}  // namespace ormgen
