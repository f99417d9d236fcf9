#include "driver/driver.h"

#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "check/check.h"
#include "driver/commands.h"
#include "driver/load.h"
#include "driver/messages.h"
#include "driver/options.h"

namespace ormgen {
namespace {

void show(const std::string& text, std::FILE* stream) {
  std::fwrite(text.data(), 1, text.size(), stream);
}

ExitCode answer(const Answer& given) {
  show(given.out, stdout);
  show(given.err, stderr);
  return given.exit_code;
}

ExitCode carry_out(const Resolved& run) {
  switch (run.options.command) {
    case Command::Generate:
      return generate(run);
    case Command::SqlCreate:
      return print_create_script(run);
    case Command::SqlDrop:
      return print_drop_script(run);
    case Command::Check:
    case Command::Version:
      break;
  }
  if (!run.options.quiet && stderr_is_a_terminal()) fmt::print(stderr, "ormgen: no errors\n");
  return ExitCode::Fine;
}

// The phases, with a stop between them on errors.
ExitCode run_phases(const Options& options) {
  SourceSet sources;
  Sink sink;
  const Loaded loaded = load(options, sources, sink);
  for (const std::string& failure : loaded.failures) fail(failure);
  model::Model model;
  if (!sink.has_errors() && loaded.failures.empty()) model = check(schema_files(loaded), sink);
  show(render_messages(sink, sources, options), stderr);
  if (!loaded.failures.empty()) return ExitCode::BadUsage;
  if (sink.has_errors()) return ExitCode::SchemaErrors;
  return carry_out({options, loaded, model});
}

ExitCode run_command(const Options& options) {
  return options.command == Command::Version ? print_version(options) : run_phases(options);
}

}  // namespace

int run(const std::vector<std::string>& arguments) {
  try {
    const auto parsed = parse_options(arguments);
    const auto* options = std::get_if<Options>(&parsed);
    return static_cast<int>(options == nullptr ? answer(std::get<Answer>(parsed))
                                               : run_command(*options));
  } catch (const std::exception& error) {
    fmt::print(stderr,
               "internal error in ormgen: {}\nThis is a fault of ormgen, not of the schema; please "
               "report it with the schema.\n",
               error.what());
    return static_cast<int>(ExitCode::Internal);
  }
}

}  // namespace ormgen
