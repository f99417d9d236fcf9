#include <fmt/format.h>

#include <iterator>

#include "diagnostics/render.h"

namespace ormgen {
namespace {

void short_append(std::string& out, const Diagnostic& diagnostic, const SourceSet& sources) {
  const Span span = diagnostic.primary.span;
  if (span.points_nowhere()) {
    out += "ormgen: ";
  } else {
    const SourceFile& file = sources.file(span.file);
    const LineColumn at = file.position(span.begin);
    fmt::format_to(std::back_inserter(out), "{}:{}:{}: ", file.path(), at.line, at.column);
  }
  fmt::format_to(std::back_inserter(out), "{}[{}]: {}\n", name_of(diagnostic.severity),
                 name_of(diagnostic.code), diagnostic.message);
}

}  // namespace

std::string render_short(const Report& report, const SourceSet& sources) {
  std::string out;
  for (const std::string& failure : report.failures) out += "ormgen: error: " + failure + '\n';
  for (const Diagnostic& diagnostic : report.diagnostics) short_append(out, diagnostic, sources);
  if (report.omitted_errors != 0) out += "ormgen: note: " + words_for_omitted(report) + '\n';
  return out;
}

}  // namespace ormgen
