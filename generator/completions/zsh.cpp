#include <fmt/format.h>

#include <string_view>

#include "completions/completions.h"

namespace ormgen {
namespace {

// Inside single quotes, with a backslash before what has a meaning in a specification.
std::string escaped(std::string_view text, std::string_view special) {
  std::string result;
  for (const char c : text) {
    if (c == '\'') {
      result += "'\\''";
      continue;
    }
    if (special.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::string zsh_action(const OptionWords& option) {
  switch (option.value) {
    case Value::None:
      return "";
    case Value::Word:
      return ":value:";
    case Value::OneOf:
      return fmt::format(":value:({})", fmt::join(option.choices, " "));
    case Value::File:
      return ":file:_files";
    case Value::Folder:
      return ":folder:_files -/";
    case Value::Schema:
      return ":schema:_files -g \"*.orm\"";
  }
  return "";
}

// One line for each name; an option may stand several times.
std::string specifications(const CommandWords& command) {
  std::string lines;
  for (const OptionWords& option : command.options) {
    for (const std::string& name : option.names) {
      lines += fmt::format("    '*{}[{}]{}' \\\n", name, escaped(option.help, "[]:\\"),
                           zsh_action(option));
    }
  }
  return lines;
}

std::string function_name(const std::string& path) {
  std::string name = "_" + path;
  for (char& c : name) {
    if (c == ' ') c = '_';
  }
  return name;
}

// One function for each command; those behind it come first.
void add(const CommandWords& command, const std::string& path, const CommandWords& program,
         std::string& text) {
  std::string described;
  std::string cases;
  for (const CommandWords& each : command.commands) {
    const std::string below = path + " " + each.name;
    add(each, below, program, text);
    described += fmt::format("    '{}:{}'\n", each.name, escaped(each.help, ":\\"));
    cases += fmt::format("    {}) {} ;;\n", each.name, function_name(below));
  }
  text += fmt::format("{}() {{\n", function_name(path));
  const std::string options =
      specifications(command) + (&command == &program ? "" : specifications(program));
  if (command.commands.empty()) {
    const std::string action = zsh_action(command.arguments);
    text += fmt::format("  _arguments \\\n{}    {}\n}}\n\n", options,
                        action.empty() ? "" : "'*" + action + "'");
    return;
  }
  text += fmt::format(
      "  local curcontext=$curcontext state line\n"
      "  local -a commands=(\n{}  )\n"
      "  _arguments -C \\\n{}    '1: :->command' '*:: :->behind'\n"
      "  case $state in\n"
      "  command) _describe command commands ;;\n"
      "  behind)\n"
      "    case $line[1] in\n{}    esac ;;\n"
      "  esac\n"
      "}}\n\n",
      described, options, cases);
}

}  // namespace

std::string zsh_completions(const CommandWords& program) {
  std::string text = fmt::format(
      "#compdef {0}\n"
      "# Completions of {0} for zsh. Put this into a file `_{0}` in a folder of $fpath.\n\n",
      program.name);
  add(program, program.name, program, text);
  return text +
         fmt::format("if [[ $funcstack[1] == _{0} ]]; then _{0}; else compdef _{0} {0}; fi\n",
                     program.name);
}

}  // namespace ormgen
