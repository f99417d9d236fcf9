#include "driver/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>

#include "driver/command.h"
#include "driver/declare.h"
#include "driver/parser.h"
#include "driver/response_files.h"
#include "driver/unknown_command.h"

namespace ormgen {
namespace {

// The commands, those of a group below it.
void add_commands(CLI::App& app, Options& options) {
  std::map<std::string_view, CLI::App*> groups;
  for (const Command* command : commands()) {
    CLI::App*& group = groups[command->group];
    if (group == nullptr) {
      const std::string name(command->group);
      group = name.empty() ? &app
                           : app.add_subcommand(name, std::string(help_of_group(command->group)));
      group->require_subcommand(1);
    }
    CLI::App& parser =
        *group->add_subcommand(std::string(command->name), std::string(command->help));
    parser.callback([&options, command] { options.command = command; });
    command->declare(parser, options);
  }
}

std::string without_trailing_breaks(std::string text) {
  text.erase(text.find_last_not_of('\n') + 1);
  return text;
}

Answer mistake(const CLI::ParseError& error, const std::vector<std::string>& arguments) {
  const std::string unknown = explain_unknown_command(arguments);
  const std::string why = unknown.empty() ? without_trailing_breaks(error.what()) : unknown;
  return {ExitCode::BadUsage, "", fmt::format("ormgen: error: {}\nTry `ormgen --help`.\n", why)};
}

Answer answer_of(const CLI::App& app, const CLI::ParseError& error,
                 const std::vector<std::string>& arguments) {
  if (error.get_exit_code() != 0) return mistake(error, arguments);
  std::ostringstream out;
  std::ostringstream err;
  app.exit(error, out, err);
  return {ExitCode::Fine, out.str(), err.str()};
}

}  // namespace

void declare_all(CLI::App& app, Options& options) {
  app.name("ormgen");
  app.description("Typed C++ model classes from .orm schemas");
  // Global options may stand behind the command.
  app.fallthrough();
  declare_globals(app, options);
  add_commands(app, options);
}

std::variant<Options, Answer> parse_options(const std::vector<std::string>& given) {
  const auto read = with_response_files(given);
  if (const auto* mistake = std::get_if<std::string>(&read)) {
    return Answer{ExitCode::BadUsage, "", fmt::format("ormgen: error: {}\n", *mistake)};
  }
  const auto& arguments = std::get<std::vector<std::string>>(read);
  Options options;
  CLI::App app;
  declare_all(app, options);
  // CLI11 takes the arguments in reverse.
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  if (!reversed.empty()) reversed.pop_back();
  try {
    app.parse(std::move(reversed));
  } catch (const CLI::ParseError& error) {
    return answer_of(app, error, arguments);
  }
  return options;
}

}  // namespace ormgen
