#pragma once

#include "driver/options.h"

namespace CLI {
class App;
}  // namespace CLI

namespace ormgen {

// These tell the parser of the command line what it takes: here and not beside each command's
// work, for no other header takes a compiler as long as that of the parser.

// The options that every command takes.
void declare_globals(CLI::App& app, Options& options);

// Those of one command.
void declare_generate(CLI::App& command, Options& options);
void declare_check(CLI::App& command, Options& options);
void declare_lint(CLI::App& command, Options& options);
void declare_describe(CLI::App& command, Options& options);
void declare_diagram(CLI::App& command, Options& options);
void declare_explain(CLI::App& command, Options& options);
void declare_fmt(CLI::App& command, Options& options);
void declare_sql(CLI::App& command, Options& options);
void declare_init(CLI::App& command, Options& options);
void declare_completions(CLI::App& command, Options& options);
void declare_version(CLI::App& command, Options& options);

}  // namespace ormgen
