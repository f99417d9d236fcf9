#include "driver/run.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <utility>
#include <vector>

#include "check/check.h"
#include "driver/config.h"
#include "driver/messages.h"
#include "driver/verbose.h"

namespace ormgen {
namespace {

class Stopwatch {
 public:
  // Since the last lap.
  Duration lap() {
    const Clock::time_point before = std::exchange(start_, Clock::now());
    return start_ - before;
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_ = Clock::now();
};

void show(const std::string& text) { fmt::print(stderr, "{}", text); }

}  // namespace

ExitCode print(const std::string& text) {
  const bool is_written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  return is_written && std::fflush(stdout) == 0 ? ExitCode::Fine : fail("stdout cannot be written");
}

ExitCode fail(const std::string& message) {
  fmt::print(stderr, "ormgen: error: {}\n", message);
  return ExitCode::BadUsage;
}

void say(const Resolved& run, const std::string& failure) {
  if (is_one_document(run.options)) {
    run.held_back.push_back(failure);
  } else {
    show(render_failure(failure, run.options));
  }
}

ExitCode fail(const Resolved& run, const std::string& failure) {
  say(run, failure);
  return ExitCode::BadUsage;
}

ExitCode with_model(const Options& given, ExitCode (*go_on)(const Resolved& run)) {
  const auto configured = with_config(given);
  if (const auto* mistake = std::get_if<std::string>(&configured)) {
    show(render_failure(*mistake, given));
    return ExitCode::BadUsage;
  }
  const Options& options = std::get<Options>(configured);
  SourceSet sources;
  Sink sink(options.warnings_as_errors);
  const bool is_talking = options.verbose && may_be_talked_to(options);
  Stopwatch watch;
  const Loaded loaded = load(options, sources, sink);
  if (is_talking) show(describe_reading(loaded, sources, watch.lap()));
  model::Model model;
  const std::vector<SchemaFile> schemas = schema_files(loaded);
  if (loaded.failures.empty() && can_be_checked(schemas)) {
    model = check(schemas, sink);
    if (is_talking) show(describe_checking(model, watch.lap()));
  }
  const bool is_fine = loaded.failures.empty() && !sink.has_errors();
  const bool is_last_word = is_one_document(options);
  if (!is_fine || !is_last_word) show(render_messages(sink, sources, options, loaded.failures));
  if (!loaded.failures.empty()) return ExitCode::BadUsage;
  if (!is_fine) return ExitCode::SchemaErrors;
  std::vector<std::string> held_back;
  const ExitCode exit_code = go_on({options, loaded, model, held_back});
  if (is_last_word) show(render_messages(sink, sources, options, held_back));
  return exit_code;
}

}  // namespace ormgen
