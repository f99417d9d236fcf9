#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "diagnostics/sink.h"
#include "diagram/diagram.h"
#include "driver/driver.h"

namespace ormgen {

struct Command;

enum class ErrorFormat { Auto, Human, Short, Gcc, Msvc, Json, Github, Sarif };
enum class ColorWhen { Auto, Always, Never };
enum class Shell { Bash, Zsh, Fish };

// Levels of lints as somebody wrote them: codes, or `all`.
struct LintWords {
  std::vector<std::string> deny;
  std::vector<std::string> warn;
  std::vector<std::string> allow;
};

struct Options {
  // Null only where the command line asks for none.
  const Command* command = nullptr;
  ErrorFormat error_format = ErrorFormat::Auto;
  ColorWhen color = ColorWhen::Auto;
  // 0: no limit.
  std::size_t max_errors = 50;
  WarningsAsErrors warnings_as_errors;
  // The file to read instead of the nearest `ormgen.toml`.
  std::string config;
  bool quiet = false;
  // Say what is read, and how long it takes.
  bool verbose = false;

  // Schemas as the user wrote them; "-" is stdin.
  std::vector<std::string> files;
  // Empty until with_config() has been asked.
  std::string base;
  std::vector<std::string> import_dirs;
  // How `-` is called in messages.
  std::string stdin_name = "stdin.orm";

  // `generate` and `init`: what is made is named after it.
  std::string name;

  // `generate` only.
  std::string out;
  std::string depfile;
  std::string stamp;
  std::string include_prefix;
  std::string manifest;
  // Base folder and manifest of each run whose classes this one uses.
  std::vector<std::pair<std::string, std::string>> linked;
  // `a::b`: encloses the namespaces of the schemas.
  std::string name_space;
  // `MACRO` or `MACRO:header`
  std::string export_macro;
  bool force = false;
  // Of `fmt`, too: change nothing; say what would change, and with `diff` show it.
  bool check = false;
  bool diff = false;

  // `explain` only.
  std::vector<std::string> codes;
  // `lint` only: what the command line says, and what `ormgen.toml`.
  LintWords lint;
  LintWords lint_of_config;
  bool fix = false;
  // Of `explain`, too.
  bool list = false;

  // Entities and link tables that the command is about; empty for all of them.
  std::vector<std::string> entities;

  // `diagram` only.
  DiagramFormat diagram_format = DiagramFormat::Mermaid;
  std::size_t depth = 0;

  // `completions` only.
  Shell shell = Shell::Bash;

  // `init` only.
  std::string folder = ".";

  // `describe` and `version`: for programs.
  bool json = false;
};

// Text that the command line itself asks for, and how the program ends with it.
struct Answer {
  ExitCode exit_code = ExitCode::Fine;
  std::string out;
  std::string err;
};

// The arguments with the program's name first; `@FILE` stands for the lines of a file. `--help`,
// `--version` and mistakes are an Answer.
std::variant<Options, Answer> parse_options(const std::vector<std::string>& arguments);

}  // namespace ormgen
