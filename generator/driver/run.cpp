#include "driver/run.h"

#include <fmt/format.h>

#include <cstdio>

#include "check/check.h"
#include "driver/messages.h"

namespace ormgen {

ExitCode print(const std::string& text) {
  const bool is_written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  return is_written && std::fflush(stdout) == 0 ? ExitCode::Fine : fail("stdout cannot be written");
}

ExitCode fail(const std::string& message) {
  fmt::print(stderr, "ormgen: error: {}\n", message);
  return ExitCode::BadUsage;
}

ExitCode with_model(const Options& options, ExitCode (*go_on)(const Resolved& run)) {
  SourceSet sources;
  Sink sink;
  const Loaded loaded = load(options, sources, sink);
  for (const std::string& failure : loaded.failures) fail(failure);
  model::Model model;
  if (!sink.has_errors() && loaded.failures.empty()) model = check(schema_files(loaded), sink);
  fmt::print(stderr, "{}", render_messages(sink, sources, options));
  if (!loaded.failures.empty()) return ExitCode::BadUsage;
  if (sink.has_errors()) return ExitCode::SchemaErrors;
  return go_on({options, loaded, model});
}

}  // namespace ormgen
