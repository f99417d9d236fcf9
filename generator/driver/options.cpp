#include "driver/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>

#include "driver/unknown_command.h"

namespace ormgen {
namespace {

std::string only_sqlite(const std::string& dialect) {
  return dialect == "sqlite" ? "" : "this version of ormgen knows no dialect but sqlite";
}

// What all commands that read schemas take.
void add_inputs(CLI::App& command, Options& options) {
  command.add_option("FILES", options.files, "The .orm files; what they import is found")
      ->required();
  command.add_option("--base", options.base, "Root of the schemas' paths; default: here");
  command.add_option("-I", options.import_dirs, "Folder to look for imported schemas in")
      ->type_name("DIR")
      ->allow_extra_args(false);
}

void add_names(CLI::App& command, Options& options) {
  command.add_option("--name", options.name,
                     "NAME in NAME_models.hpp; default: that of the first file");
  command.add_option("--include-prefix", options.include_prefix,
                     "Folder that generated files name in #include");
  command.add_option("--namespace", options.name_space,
                     "C++ namespace around those of the schemas");
  command.add_option("--export-macro", options.export_macro,
                     "MACRO[:HEADER] that marks what a shared library exports");
  command.add_option("--dialect", "sqlite")->check(only_sqlite);
}

void add_generate(CLI::App& app, Options& options) {
  CLI::App& command = *app.add_subcommand("generate", "Write the C++ of the schemas");
  add_inputs(command, options);
  add_names(command, options);
  command.add_option("--out", options.out, "Folder to write into")->required();
  CLI::Option* depfile =
      command.add_option("--depfile", options.depfile, "Write a list of the files that were read");
  CLI::Option* stamp =
      command.add_option("--stamp", options.stamp, "Touch this file after everything is written");
  command.add_option("--manifest", options.manifest,
                     "Keep a list of the output; remove what it lists and is made no more");
  command
      .add_option("--linked", options.linked,
                  "Use the classes of another run: its base folder and its manifest")
      ->type_name("BASE MANIFEST")
      ->allow_extra_args(false);
  command.add_flag("--force", options.force, "Overwrite files that ormgen has not written");
  command.add_flag("--check", options.check, "Write nothing; exit with 4 if anything would change")
      ->excludes(depfile)
      ->excludes(stamp);
  command.add_flag("--diff", options.diff, "As --check, and print the differences")
      ->excludes(depfile)
      ->excludes(stamp);
  command.callback([&options] { options.command = Command::Generate; });
}

void add_check(CLI::App& app, Options& options) {
  CLI::App& command = *app.add_subcommand("check", "Say what is wrong in the schemas");
  add_inputs(command, options);
  command.add_option("--stdin-name", options.stdin_name, "What to call stdin (`-`) in messages");
  command.callback([&options] { options.command = Command::Check; });
}

void add_sql(CLI::App& app, Options& options) {
  CLI::App& command = *app.add_subcommand("sql", "Print the SQL of the schemas, for SQLite");
  command.require_subcommand(1);
  CLI::App& create = *command.add_subcommand("create", "Statements which create the tables");
  add_inputs(create, options);
  create.callback([&options] { options.command = Command::SqlCreate; });
  CLI::App& drop = *command.add_subcommand("drop", "Statements which drop the tables");
  add_inputs(drop, options);
  drop.callback([&options] { options.command = Command::SqlDrop; });
}

void add_version(CLI::App& app, Options& options) {
  CLI::App& command = *app.add_subcommand("version", "Print what this ormgen is made for");
  command.add_flag("--json", options.json, "For programs");
  command.callback([&options] { options.command = Command::Version; });
}

void add_globals(CLI::App& app, Options& options) {
  const std::map<std::string, ErrorFormat> formats = {
      {"auto", ErrorFormat::Auto}, {"human", ErrorFormat::Human}, {"gcc", ErrorFormat::Gcc}};
  const std::map<std::string, ColorWhen> colors = {
      {"auto", ColorWhen::Auto}, {"always", ColorWhen::Always}, {"never", ColorWhen::Never}};
  app.add_option("--error-format", options.error_format, "auto, human or gcc")
      ->transform(CLI::CheckedTransformer(formats).description(""))
      ->type_name("FORMAT");
  app.add_option("--color", options.color, "auto, always or never")
      ->transform(CLI::CheckedTransformer(colors).description(""))
      ->type_name("WHEN");
  app.add_option("--max-errors", options.max_errors, "Errors to show at most; 0: all")
      ->capture_default_str();
  app.add_flag("-q,--quiet", options.quiet, "No summary");
  app.set_version_flag("--version", "ormgen " ORMGEN_VERSION);
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

std::variant<Options, Answer> parse_options(const std::vector<std::string>& arguments) {
  Options options;
  CLI::App app("Typed C++ model classes from .orm schemas", "ormgen");
  app.require_subcommand(1);
  // Global options may stand behind the command.
  app.fallthrough();
  add_globals(app, options);
  add_generate(app, options);
  add_check(app, options);
  add_sql(app, options);
  add_version(app, options);
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
