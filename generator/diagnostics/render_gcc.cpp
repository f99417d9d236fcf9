#include <fmt/format.h>

#include <iterator>
#include <string_view>

#include "diagnostics/render.h"

namespace ormgen {
namespace {

std::string gcc_place_of(Span span, const SourceSet& sources) {
  if (span.points_nowhere()) return "ormgen";
  const SourceFile& file = sources.file(span.file);
  const LineColumn at = file.position(span.begin);
  return fmt::format("{}:{}:{}", file.path(), at.line, at.column);
}

void gcc_append_note(std::string& out, std::string_view place, std::string_view text) {
  if (text.empty()) return;
  fmt::format_to(std::back_inserter(out), "{}: note: {}\n", place, text);
}

void gcc_append(std::string& out, const Diagnostic& diagnostic, const SourceSet& sources) {
  const std::string place = gcc_place_of(diagnostic.primary.span, sources);
  fmt::format_to(std::back_inserter(out), "{}: {}: {} [{}]\n", place, name_of(diagnostic.severity),
                 diagnostic.message, name_of(diagnostic.code));
  gcc_append_note(out, place, diagnostic.primary.text);
  for (const Label& label : diagnostic.secondary) {
    gcc_append_note(out, gcc_place_of(label.span, sources), label.text);
  }
  for (const std::string& help : diagnostic.helps) gcc_append_note(out, place, "help: " + help);
}

}  // namespace

std::string render_gcc(const Report& report, const SourceSet& sources) {
  std::string out;
  for (const std::string& failure : report.failures) {
    fmt::format_to(std::back_inserter(out), "ormgen: error: {}\n", failure);
  }
  for (const Diagnostic& diagnostic : report.diagnostics) gcc_append(out, diagnostic, sources);
  if (report.omitted_errors != 0) {
    fmt::format_to(std::back_inserter(out), "ormgen: note: {}\n", words_for_omitted(report));
  }
  return out;
}

}  // namespace ormgen
