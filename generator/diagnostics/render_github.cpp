#include <fmt/format.h>

#include <iterator>
#include <string_view>

#include "diagnostics/render.h"

namespace ormgen {
namespace {

std::string_view command_for(Severity severity) {
  return severity == Severity::Note ? "notice" : name_of(severity);
}

// What a workflow command would take for its own syntax. `extra` are signs of its properties.
std::string escaped(std::string_view text, std::string_view extra = "") {
  std::string out;
  for (const char c : text) {
    const bool is_syntax =
        c == '%' || c == '\r' || c == '\n' || extra.find(c) != std::string_view::npos;
    if (is_syntax) {
      fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

std::string property(std::string_view text) { return escaped(text, ":,"); }

std::string github_place_of(Span span, const SourceSet& sources) {
  if (span.points_nowhere()) return "";
  const SourceFile& file = sources.file(span.file);
  const LineColumn begin = file.position(span.begin);
  const LineColumn end = file.position(span.end);
  return fmt::format("file={},line={},col={},endLine={},endColumn={},", property(file.path()),
                     begin.line, begin.column, end.line, end.column);
}

// The annotation is all that is seen, so it holds the whole story.
std::string github_story_of(const Diagnostic& diagnostic, const SourceSet& sources) {
  std::string story = diagnostic.message;
  if (!diagnostic.primary.text.empty()) story += '\n' + diagnostic.primary.text;
  for (const Label& label : diagnostic.secondary) {
    if (label.span.points_nowhere()) continue;
    const SourceFile& file = sources.file(label.span.file);
    fmt::format_to(std::back_inserter(story), "\n{}:{}: {}", file.path(),
                   file.position(label.span.begin).line, label.text);
  }
  for (const std::string& help : diagnostic.helps) story += "\nhelp: " + help;
  return story;
}

}  // namespace

std::string render_github(const Report& report, const SourceSet& sources) {
  std::string out;
  for (const std::string& failure : report.failures) {
    fmt::format_to(std::back_inserter(out), "::error title=ormgen::{}\n", escaped(failure));
  }
  for (const Diagnostic& diagnostic : report.diagnostics) {
    fmt::format_to(std::back_inserter(out), "::{} {}title={}::{}\n",
                   command_for(diagnostic.severity),
                   github_place_of(diagnostic.primary.span, sources), name_of(diagnostic.code),
                   escaped(github_story_of(diagnostic, sources)));
  }
  if (report.omitted_errors != 0) {
    fmt::format_to(std::back_inserter(out), "::notice title=ormgen::{}\n",
                   words_for_omitted(report));
  }
  return out;
}

}  // namespace ormgen
