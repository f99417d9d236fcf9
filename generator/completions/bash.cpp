#include <fmt/format.h>

#include "completions/completions.h"

namespace ormgen {
namespace {

// What `compgen` is given to complete a value.
std::string generator_of(const OptionWords& option) {
  switch (option.value) {
    case Value::File:
      return "-f";
    case Value::Folder:
      return "-d";
    case Value::Schema:
      return "-o plusdirs -f -X '!*.orm'";
    case Value::OneOf:
      return fmt::format("-W '{}'", fmt::join(option.choices, " "));
    case Value::Word:
    case Value::None:
      break;
  }
  return "-W ''";
}

// The words that may follow the command itself.
std::string words_of(const CommandWords& command, const CommandWords& program) {
  std::string words;
  for (const CommandWords& each : command.commands) words += each.name + " ";
  for (const auto* options : {&command.options, &program.options}) {
    if (options == &program.options && &command == &program) continue;
    for (const OptionWords& option : *options) {
      for (const std::string& name : option.names) words += name + " ";
    }
  }
  if (!words.empty()) words.pop_back();
  return words;
}

// Three tables, each a `case`: of the words behind a command, of the values of its options, and of
// its arguments.
struct Tables {
  std::string words;
  std::string values;
  std::string arguments;
};

void add(const CommandWords& command, const std::string& path, const CommandWords& program,
         Tables& tables) {
  tables.words += fmt::format("    '{}') words='{}' ;;\n", path, words_of(command, program));
  for (const OptionWords& option : command.options) {
    if (option.value == Value::None) continue;
    for (const std::string& name : option.names) {
      // Options of the program stand behind every command.
      const std::string place = &command == &program ? "*" : fmt::format("'{}'", path);
      tables.values +=
          fmt::format("    {}' {}') values=({}) ;;\n", place, name, generator_of(option));
    }
  }
  if (command.arguments.value != Value::None) {
    tables.arguments +=
        fmt::format("    '{}') values=({}) ;;\n", path, generator_of(command.arguments));
  }
  for (const CommandWords& each : command.commands) {
    add(each, path.empty() ? each.name : path + " " + each.name, program, tables);
  }
}

// `$path` is the command so far, `create` behind `sql` with a blank between them.
constexpr std::string_view script =
    R"(# Completions of {program} for bash. Put this into a file and `source` it from ~/.bashrc.

_{program}_words() {{
  words=
  case $1 in
{words}  esac
}}

_{program}_values() {{
  values=()
  case "$1 $2" in
{values}  esac
}}

_{program}_arguments() {{
  values=()
  case $1 in
{arguments}  esac
}}

_{program}() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} path= words values=() option= each next
  # bash splits `--color=always` at the `=`.
  local typed=() i
  for ((i = 1; i < COMP_CWORD; ++i)); do
    [[ ${{COMP_WORDS[i]}} == = ]] || typed+=("${{COMP_WORDS[i]}}")
  done
  [[ $word == = ]] && word=
  for each in "${{typed[@]}}"; do
    if [[ $option ]]; then
      option=
    elif [[ $each == -* ]]; then
      _{program}_values "$path" "$each"
      ((${{#values[@]}})) && option=$each
    else
      _{program}_words "$path"
      next=${{path:+$path }}$each
      [[ " $words " == *" $each "* ]] && path=$next
    fi
  done
  local IFS=$'\n'
  if [[ $option ]]; then
    _{program}_values "$path" "$option"
  elif [[ $word == -* ]]; then
    _{program}_words "$path"
    values=(-W "${{words// /$'\n'}}")
  else
    _{program}_arguments "$path"
    if ((${{#values[@]}} == 0)); then
      _{program}_words "$path"
      values=(-W "${{words// /$'\n'}}")
    fi
  fi
  [[ ${{values[0]}} == -W ]] && values[1]=${{values[1]// /$'\n'}}
  [[ ${{values[0]}} == -W ]] || compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen "${{values[@]}}" -- "$word"))
  # Options are asked for with a `-`.
  if [[ $word != -* && ! $option && ${{values[0]}} == -W ]]; then
    local kept=()
    for each in "${{COMPREPLY[@]}}"; do [[ $each == -* ]] || kept+=("$each"); done
    COMPREPLY=("${{kept[@]}}")
  fi
}}

complete -F _{program} {program}
)";

}  // namespace

std::string bash_completions(const CommandWords& program) {
  Tables tables;
  add(program, "", program, tables);
  return fmt::format(script, fmt::arg("program", program.name), fmt::arg("words", tables.words),
                     fmt::arg("values", tables.values), fmt::arg("arguments", tables.arguments));
}

}  // namespace ormgen
