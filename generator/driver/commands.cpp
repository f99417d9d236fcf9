#include "driver/commands.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "driver/depfile.h"
#include "driver/messages.h"
#include "driver/output.h"
#include "emit/emit.h"
#include "emit/schema_sql.h"

namespace ormgen {
namespace {

EmitOptions emit_options(const Resolved& run) {
  EmitOptions options;
  options.name = run.options.name;
  if (options.name.empty()) {
    options.name = std::filesystem::path(run.loaded.schemas.front().display_path).stem().string();
  }
  options.include_prefix = run.options.include_prefix;
  for (std::size_t i = 0; i < run.loaded.schemas.size(); ++i) {
    if (run.loaded.schemas[i].is_named) options.schemas.push_back({i});
  }
  return options;
}

// A name becomes part of file names.
bool is_file_name(const std::string& name) {
  return name.find_first_of("/\\\"\n") == std::string::npos && name != "." && name != "..";
}

std::string write_depfile(const Resolved& run) {
  if (run.options.depfile.empty()) return "";
  std::vector<std::string> inputs;
  inputs.reserve(run.loaded.schemas.size());
  for (const Schema& schema : run.loaded.schemas) inputs.push_back(schema.path_on_disk);
  const std::string& target = run.options.stamp.empty() ? run.options.out : run.options.stamp;
  return write_if_different(run.options.depfile, depfile_text(target, inputs));
}

void summarize(const Resolved& run, std::size_t changed, std::size_t total) {
  if (run.options.quiet || !stderr_is_a_terminal()) return;
  fmt::print(stderr, "ormgen: {} of {} files in `{}` written\n", changed, total, run.options.out);
}

ExitCode print(const std::string& text) {
  const bool is_written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  return is_written && std::fflush(stdout) == 0 ? ExitCode::Fine : fail("stdout cannot be written");
}

}  // namespace

ExitCode fail(const std::string& message) {
  fmt::print(stderr, "ormgen: error: {}\n", message);
  return ExitCode::BadUsage;
}

ExitCode generate(const Resolved& run) {
  if (!is_file_name(run.options.name)) {
    return fail(fmt::format("`{}` cannot be part of a file name (--name)", run.options.name));
  }
  const std::vector<OutputFile> files = emit(run.model, emit_options(run));
  const Written written = write_output(run.options.out, files, run.options.force);
  for (const std::string& failure : written.failures) fail(failure);
  if (!written.failures.empty()) return ExitCode::BadUsage;
  if (const std::string failure = write_depfile(run); !failure.empty()) return fail(failure);
  // Last, for it says that all the rest is there.
  if (!run.options.stamp.empty()) {
    const std::string failure = touch(run.options.stamp, "");
    if (!failure.empty()) return fail(failure);
  }
  summarize(run, written.changed, files.size());
  return ExitCode::Fine;
}

ExitCode print_create_script(const Resolved& run) { return print(create_script(run.model)); }

ExitCode print_drop_script(const Resolved& run) { return print(drop_script(run.model)); }

}  // namespace ormgen
