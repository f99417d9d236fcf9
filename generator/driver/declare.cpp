#include "driver/declare.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/did_you_mean.h"

namespace ormgen {
namespace {

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

constexpr std::string_view one_warning = "error=";

void add_formats(CLI::App& app, Options& options) {
  const std::map<std::string, ErrorFormat> formats = {
      {"auto", ErrorFormat::Auto},     {"human", ErrorFormat::Human}, {"short", ErrorFormat::Short},
      {"gcc", ErrorFormat::Gcc},       {"msvc", ErrorFormat::Msvc},   {"json", ErrorFormat::Json},
      {"github", ErrorFormat::Github}, {"sarif", ErrorFormat::Sarif}};
  const std::map<std::string, ColorWhen> colors = {
      {"auto", ColorWhen::Auto}, {"always", ColorWhen::Always}, {"never", ColorWhen::Never}};
  app.add_option("--error-format", options.error_format,
                 "auto, human, short, gcc, msvc, json, github or sarif")
      ->transform(one_of(formats))
      ->type_name("FORMAT");
  app.add_option("--color", options.color, "auto, always or never")
      ->transform(one_of(colors))
      ->type_name("WHEN");
}

// -Werror and -Werror=602 are to CLI11 the option -W and its value.
std::string names_warnings(const std::string& value) {
  if (value == "error") return "";
  if (!value.starts_with(one_warning)) {
    return fmt::format("-W takes `error` or `error=CODE`, not `{}`", value);
  }
  const std::string name = value.substr(one_warning.size());
  if (code_of(name)) return "";
  return fmt::format("there is no code `{}`; write it like -Werror=602", name);
}

void raise(const std::vector<std::string>& values, WarningsAsErrors& raised) {
  for (const std::string& value : values) {
    if (value == "error") {
      raised.all = true;
    } else {
      raised.codes.push_back(*code_of(std::string_view(value).substr(one_warning.size())));
    }
  }
}

std::string only_sqlite(const std::string& dialect) {
  return dialect == "sqlite" ? "" : "this version of ormgen knows no dialect but sqlite";
}

// What all commands that read schemas take.
void add_inputs(CLI::App& command, Options& options) {
  command.add_option("FILES", options.files, "The .orm files; what they import is found")
      ->required();
  command.add_option("--base", options.base, "Root of the schemas' paths; default: here")
      ->type_name("DIR");
  command.add_option("-I", options.import_dirs, "Folder to look for imported schemas in")
      ->type_name("DIR")
      ->allow_extra_args(false);
}

// What commands take that write SQL.
void add_dialect(CLI::App& command) {
  command.add_option("--dialect", "sqlite")
      ->check(CLI::Validator(only_sqlite, "", "sqlite"))
      ->type_name("NAME");
}

void add_names(CLI::App& command, Options& options) {
  command.add_option("--name", options.name,
                     "NAME in NAME_models.hpp; default: that of the first file");
  command
      .add_option("--include-prefix", options.include_prefix,
                  "Folder that generated files name in #include")
      ->type_name("DIR");
  command.add_option("--namespace", options.name_space,
                     "C++ namespace around those of the schemas");
  command.add_option("--export-macro", options.export_macro,
                     "MACRO[:HEADER] that marks what a shared library exports");
  add_dialect(command);
}

}  // namespace

void declare_globals(CLI::App& app, Options& options) {
  add_formats(app, options);
  app.add_option("--config", options.config, "Read this instead of the nearest ormgen.toml")
      ->type_name("FILE");
  app.add_option("--max-errors", options.max_errors, "Errors to show at most; 0: all")
      ->capture_default_str();
  app.add_option_function<std::vector<std::string>>(
         "-W",
         [&options](const std::vector<std::string>& values) {
           raise(values, options.warnings_as_errors);
         },
         "Take warnings for errors: -Werror all of them, -Werror=602 one")
      ->check(CLI::Validator(names_warnings, ""))
      ->type_name("error[=CODE]")
      ->allow_extra_args(false);
  CLI::Option* quiet = app.add_flag("-q,--quiet", options.quiet, "No summary");
  app.add_flag("-v,--verbose", options.verbose, "Say what is read and how long it takes")
      ->excludes(quiet);
  app.set_version_flag("--version", "ormgen " ORMGEN_VERSION);
}

void declare_generate(CLI::App& command, Options& options) {
  add_inputs(command, options);
  add_names(command, options);
  command.add_option("--out", options.out, "Folder to write into")->type_name("DIR")->required();
  CLI::Option* depfile =
      command.add_option("--depfile", options.depfile, "Write a list of the files that were read")
          ->type_name("FILE");
  CLI::Option* stamp =
      command.add_option("--stamp", options.stamp, "Touch this file after everything is written")
          ->type_name("FILE");
  command
      .add_option("--manifest", options.manifest,
                  "Keep a list of the output; remove what it lists and is made no more")
      ->type_name("FILE");
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
}

void declare_check(CLI::App& command, Options& options) {
  add_inputs(command, options);
  command.add_option("--stdin-name", options.stdin_name, "What to call stdin (`-`) in messages");
}

void declare_lint(CLI::App& command, Options& options) {
  add_inputs(command, options);
  // `--list` needs none.
  command.get_option("FILES")->required(false);
  command.add_option("--stdin-name", options.stdin_name, "What to call stdin (`-`) in messages");
  const auto add_level = [&command](const std::string& name, std::vector<std::string>& codes,
                                    const std::string& help) {
    command.add_option(name, codes, help)->type_name("CODE")->allow_extra_args(false);
  };
  add_level("--deny", options.lint.deny,
            "End with exit code 4 if this is found; `all`: any of them");
  add_level("--warn", options.lint.warn, "Only tell of this; turns on what is off");
  add_level("--allow", options.lint.allow, "Say nothing about this; `all`: about none");
  command.add_flag("--fix", options.fix, "Repair what has one way out, and tell of the rest");
  command.add_flag("--list", options.list, "Show all lints, and what holds without an option");
}

void declare_describe(CLI::App& command, Options& options) {
  add_inputs(command, options);
  CLI::Option* entity =
      command.add_option("--entity", options.entities, "Only this one; may stand several times")
          ->type_name("NAME")
          ->allow_extra_args(false);
  command.add_flag("--json", options.json, "All of it, for programs: docs/describe.md")
      ->excludes(entity);
}

void declare_diagram(CLI::App& command, Options& options) {
  add_inputs(command, options);
  const std::map<std::string, DiagramFormat> formats = {{"dbml", DiagramFormat::Dbml},
                                                        {"dot", DiagramFormat::Dot},
                                                        {"mermaid", DiagramFormat::Mermaid}};
  command.add_option("--format", options.diagram_format, "mermaid (default), dot or dbml")
      ->transform(one_of(formats))
      ->type_name("FORMAT");
  CLI::Option* entities =
      command.add_option("--entities", options.entities, "Only these, with commas between them")
          ->delimiter(',')
          ->type_name("NAMES")
          ->allow_extra_args(false);
  command
      .add_option("--depth", options.depth,
                  "Also what is up to so many relationships away from them; default: 0")
      ->needs(entities);
}

void declare_explain(CLI::App& command, Options& options) {
  command.add_option("CODES", options.codes, "The codes: ORM504, or 504");
  command.add_flag("--list", options.list, "Print all codes with their titles");
}

void declare_fmt(CLI::App& command, Options& options) {
  command.add_option("FILES", options.files, "The .orm files, or folders with some; `-` is stdin")
      ->required();
  command.add_option("--stdin-name", options.stdin_name, "What to call stdin (`-`) in messages");
  command.add_flag("--check", options.check, "Write nothing; exit with 4 if anything would change");
  command.add_flag("--diff", options.diff, "As --check, and print the differences");
}

void declare_sql(CLI::App& command, Options& options) {
  add_inputs(command, options);
  add_dialect(command);
}

void declare_init(CLI::App& command, Options& options) {
  command.add_option("DIR", options.folder, "Folder of the new project; default: here")
      ->type_name("DIR");
  command.add_option("--name", options.name,
                     "Of the schema, its namespace and the program; default: that of the folder");
}

void declare_completions(CLI::App& command, Options& options) {
  const std::map<std::string, Shell> shells = {
      {"bash", Shell::Bash}, {"fish", Shell::Fish}, {"zsh", Shell::Zsh}};
  command.add_option("SHELL", options.shell, "bash, fish or zsh")
      ->transform(one_of(shells))
      ->required();
}

void declare_version(CLI::App& command, Options& options) {
  command.add_flag("--json", options.json, "For programs");
}

}  // namespace ormgen
