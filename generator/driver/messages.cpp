#include "driver/messages.h"

#include <unistd.h>

#include <cstdlib>
#include <string_view>
#include <utility>

#include "diagnostics/render.h"
#include "driver/command.h"

namespace ormgen {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

bool wants_color(const Options& options) {
  if (options.color != ColorWhen::Auto) return options.color == ColorWhen::Always;
  if (!environment("NO_COLOR").empty()) return false;
  const std::string_view forced = environment("CLICOLOR_FORCE");
  return stderr_is_a_terminal() || (!forced.empty() && forced != "0");
}

ErrorFormat format_of(const Options& options) {
  if (options.error_format != ErrorFormat::Auto) return options.error_format;
  return stderr_is_a_terminal() ? ErrorFormat::Human : ErrorFormat::Gcc;
}

std::string render(const Report& report, const SourceSet& sources, const Options& options) {
  switch (format_of(options)) {
    case ErrorFormat::Human:
      return render_human(report, sources, {.color = wants_color(options)});
    case ErrorFormat::Short:
      return render_short(report, sources);
    case ErrorFormat::Msvc:
      return render_msvc(report, sources);
    case ErrorFormat::Json:
      return render_json(report, sources);
    case ErrorFormat::Github:
      return render_github(report, sources);
    case ErrorFormat::Sarif:
      return render_sarif(report, sources, ORMGEN_VERSION);
    default:
      return render_gcc(report, sources);
  }
}

}  // namespace

bool stderr_is_a_terminal() { return isatty(STDERR_FILENO) == 1; }

bool is_one_document(const Options& options) { return options.error_format == ErrorFormat::Sarif; }

bool may_be_talked_to(const Options& options) {
  return options.error_format != ErrorFormat::Json && options.error_format != ErrorFormat::Sarif;
}

std::string render_messages(const Sink& sink, const SourceSet& sources, const Options& options,
                            std::vector<std::string> failures) {
  Report report = sink.sorted(sources, options.max_errors);
  // A build says what is wrong; who wants to know more asks `ormgen check`.
  if (options.command != &check_command) {
    std::erase_if(report.diagnostics, [](const Diagnostic& diagnostic) {
      return diagnostic.severity == Severity::Note;
    });
  }
  report.failures = std::move(failures);
  return render(report, sources, options);
}

std::string render_failure(const std::string& failure, const Options& options) {
  return render_messages(Sink(), SourceSet(), options, {failure});
}

}  // namespace ormgen
