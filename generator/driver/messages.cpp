#include "driver/messages.h"

#include <unistd.h>

#include <cstdlib>

#include "diagnostics/render.h"
#include "driver/command.h"

namespace ormgen {
namespace {

bool wants_color(const Options& options) {
  if (options.color != ColorWhen::Auto) return options.color == ColorWhen::Always;
  const char* no_color = std::getenv("NO_COLOR");
  const bool is_off = no_color != nullptr && *no_color != '\0';
  return !is_off && stderr_is_a_terminal();
}

bool is_for_people(const Options& options) {
  if (options.error_format == ErrorFormat::Auto) return stderr_is_a_terminal();
  return options.error_format == ErrorFormat::Human;
}

}  // namespace

bool stderr_is_a_terminal() { return isatty(STDERR_FILENO) == 1; }

std::string render_messages(const Sink& sink, const SourceSet& sources, const Options& options) {
  Report report = sink.sorted(sources, options.max_errors);
  // A build says what is wrong; who wants to know more asks `ormgen check`.
  if (options.command != &check_command) {
    std::erase_if(report.diagnostics, [](const Diagnostic& diagnostic) {
      return diagnostic.severity == Severity::Note;
    });
  }
  if (!is_for_people(options)) return render_gcc(report, sources);
  HumanOptions human;
  human.color = wants_color(options);
  return render_human(report, sources, human);
}

}  // namespace ormgen
