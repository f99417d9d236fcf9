#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>

#include "completions/completions.h"
#include "driver/command.h"
#include "driver/declare.h"
#include "driver/parser.h"
#include "driver/run.h"

namespace ormgen {
namespace {

// The words that one_of() in declare.cpp has put there.
std::vector<std::string> choices_of(CLI::Option& option) {
  std::vector<std::string> words;
  try {
    std::istringstream name(option.get_validator(0)->get_name());
    for (std::string word; name >> word;) words.push_back(word);
    // NOLINTNEXTLINE(bugprone-empty-catch)
  } catch (const CLI::OptionNotFound&) {
    // It has no validator.
  }
  return words;
}

Value value_of(const CLI::Option& option, const std::vector<std::string>& choices) {
  if (option.get_items_expected_max() == 0) return Value::None;
  if (!choices.empty()) return Value::OneOf;
  const std::string type = option.get_type_name();
  if (type == "DIR") return Value::Folder;
  if (type == "FILE") return Value::File;
  return option.get_name(true) == "FILES" ? Value::Schema : Value::Word;
}

OptionWords words_of(CLI::Option& option) {
  OptionWords words;
  for (const std::string& name : option.get_snames()) words.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) words.names.push_back("--" + name);
  words.help = option.get_description();
  words.choices = choices_of(option);
  words.value = value_of(option, words.choices);
  return words;
}

CommandWords words_of(CLI::App& app) {
  CommandWords words;
  words.name = app.get_name();
  words.help = app.get_description();
  for (CLI::Option* option : app.get_options()) {
    // `--help` is one of the program already.
    if (option == app.get_help_ptr() && app.get_parent() != nullptr) continue;
    (option->get_positional() ? words.arguments : words.options.emplace_back()) = words_of(*option);
  }
  for (CLI::App* each : app.get_subcommands({})) words.commands.push_back(words_of(*each));
  return words;
}

ExitCode run_completions(const Options& options) {
  Options unused;
  CLI::App app;
  declare_all(app, unused);
  const CommandWords words = words_of(app);
  switch (options.shell) {
    case Shell::Bash:
      return print(bash_completions(words));
    case Shell::Zsh:
      return print(zsh_completions(words));
    case Shell::Fish:
      return print(fish_completions(words));
  }
  return ExitCode::Internal;
}

}  // namespace

const Command completions_command = {"", "completions", "Print what makes a shell complete ormgen",
                                     declare_completions, run_completions};

}  // namespace ormgen
