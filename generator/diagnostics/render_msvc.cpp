#include <fmt/format.h>

#include <iterator>
#include <string_view>

#include "diagnostics/render.h"

namespace ormgen {
namespace {

std::string msvc_place_of(Span span, const SourceSet& sources) {
  if (span.points_nowhere()) return "ormgen";
  const SourceFile& file = sources.file(span.file);
  const LineColumn at = file.position(span.begin);
  return fmt::format("{}({},{})", file.path(), at.line, at.column);
}

void msvc_append_note(std::string& out, std::string_view place, std::string_view text) {
  if (text.empty()) return;
  fmt::format_to(std::back_inserter(out), "{}: note: {}\n", place, text);
}

void msvc_append(std::string& out, const Diagnostic& diagnostic, const SourceSet& sources) {
  const std::string place = msvc_place_of(diagnostic.primary.span, sources);
  fmt::format_to(std::back_inserter(out), "{}: {} {}: {}\n", place, name_of(diagnostic.severity),
                 name_of(diagnostic.code), diagnostic.message);
  msvc_append_note(out, place, diagnostic.primary.text);
  for (const Label& label : diagnostic.secondary) {
    msvc_append_note(out, msvc_place_of(label.span, sources), label.text);
  }
  for (const std::string& help : diagnostic.helps) msvc_append_note(out, place, "help: " + help);
}

}  // namespace

std::string render_msvc(const Report& report, const SourceSet& sources) {
  std::string out;
  for (const std::string& failure : report.failures) out += "ormgen: error: " + failure + '\n';
  for (const Diagnostic& diagnostic : report.diagnostics) msvc_append(out, diagnostic, sources);
  if (report.omitted_errors != 0) msvc_append_note(out, "ormgen", words_for_omitted(report));
  return out;
}

}  // namespace ormgen
