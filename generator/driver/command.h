#pragma once

#include <span>
#include <string_view>

#include "driver/driver.h"
#include "driver/options.h"

namespace CLI {
class App;
}  // namespace CLI

namespace ormgen {

// What stands behind `ormgen` on the command line: `check`, or of a group `sql create`.
struct Command {
  std::string_view group;
  std::string_view name;
  std::string_view help;
  // Tells the parser of the command line its options.
  void (*declare)(CLI::App& command, Options& options);
  ExitCode (*run)(const Options& options);
  // Takes `-` for a schema.
  bool reads_stdin = false;
};

extern const Command check_command;
extern const Command completions_command;
extern const Command describe_command;
extern const Command diagram_command;
extern const Command explain_command;
extern const Command fmt_command;
extern const Command generate_command;
extern const Command init_command;
extern const Command lint_command;
extern const Command sql_create_command;
extern const Command sql_drop_command;
extern const Command version_command;

// All of them, in the order of `ormgen --help`.
std::span<const Command* const> commands();

// What a group is for.
std::string_view help_of_group(std::string_view group);

}  // namespace ormgen
