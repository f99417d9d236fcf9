#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "diagnostics/render.h"
#include "diagnostics/snippet.h"

namespace ormgen {
namespace {

constexpr std::string_view red = "\x1b[1;31m";
constexpr std::string_view yellow = "\x1b[1;33m";
constexpr std::string_view blue = "\x1b[1;34m";
constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view reset = "\x1b[0m";

std::string_view color_of(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return red;
    case Severity::Warning:
      return yellow;
    case Severity::Note:
      return blue;
  }
  return red;
}

// One label, ready to be drawn.
struct Mark {
  Span span;
  Snippet snippet;
  std::string_view text;
  bool is_primary = false;
};

class HumanRenderer {
 public:
  HumanRenderer(const SourceSet& sources, const HumanOptions& options)
      : sources_(sources), options_(options) {}

  void append(const Diagnostic& diagnostic) {
    if (!out_.empty()) out_ += '\n';
    color_ = color_of(diagnostic.severity);
    paint(color_, fmt::format("{}[{}]", name_of(diagnostic.severity), name_of(diagnostic.code)));
    paint(bold, ": " + diagnostic.message);
    out_ += '\n';
    const std::vector<Mark> marks = marks_of(diagnostic);
    measure_gutter(marks);
    for (std::size_t i = 0; i < marks.size(); ++i) {
      if (!continues(marks, i)) open_section(marks[i]);
      underline(marks[i]);
    }
    for (const std::string& help : diagnostic.helps) append_advice("help:", help);
    if (explained_.insert(diagnostic.code).second) {
      append_advice("for more:", "ormgen explain " + name_of(diagnostic.code));
    }
  }

  void append_failure(std::string_view failure) {
    out_ += "ormgen: ";
    paint(red, "error");
    paint(bold, fmt::format(": {}", failure));
    out_ += '\n';
  }

  void append_omitted(const Report& report) {
    fmt::format_to(std::back_inserter(out_), "\nnote: {}\n", words_for_omitted(report));
  }

  std::string take() { return std::move(out_); }

 private:
  Mark mark_of(const Label& label, bool is_primary) const {
    const SourceFile& file = sources_.file(label.span.file);
    return {label.span, make_snippet(file, label.span, options_.max_width), label.text, is_primary};
  }

  std::vector<Mark> marks_of(const Diagnostic& diagnostic) const {
    std::vector<Mark> marks;
    if (diagnostic.primary.span.points_nowhere()) return marks;
    marks.push_back(mark_of(diagnostic.primary, true));
    for (const Label& label : diagnostic.secondary) {
      if (!label.span.points_nowhere()) marks.push_back(mark_of(label, false));
    }
    return marks;
  }

  // Line numbers of all sections are right-aligned to the same width.
  void measure_gutter(const std::vector<Mark>& marks) {
    gutter_ = 1;
    for (const Mark& mark : marks) {
      gutter_ = std::max(gutter_, fmt::formatted_size("{}", mark.snippet.line));
    }
  }

  // Two labels on one line share its text, unless it had to be cut around one of them.
  static bool continues(const std::vector<Mark>& marks, std::size_t i) {
    if (i == 0) return false;
    const Mark& before = marks[i - 1];
    const Mark& mark = marks[i];
    return before.span.file == mark.span.file && before.snippet.line == mark.snippet.line &&
           !mark.snippet.is_cut && !before.snippet.is_cut;
  }

  void open_section(const Mark& mark) {
    const SourceFile& file = sources_.file(mark.span.file);
    const LineColumn at = file.position(mark.span.begin);
    out_.append(gutter_, ' ');
    paint(blue, mark.is_primary ? "-->" : ":::");
    fmt::format_to(std::back_inserter(out_), " {}:{}:{}\n", file.path(), at.line, at.column);
    open_line("");
    out_ += '\n';
    open_line(fmt::format("{}", mark.snippet.line));
    if (!mark.snippet.text.empty()) out_ += ' ' + mark.snippet.text;
    out_ += '\n';
  }

  void open_line(const std::string& number) {
    paint(blue, fmt::format("{:>{}} |", number, gutter_));
  }

  void underline(const Mark& mark) {
    open_line("");
    out_.append(mark.snippet.begin + 1, ' ');
    std::string line(mark.snippet.width, mark.is_primary ? '^' : '-');
    if (!mark.text.empty()) line.append(" ").append(mark.text);
    paint(mark.is_primary ? color_ : blue, line);
    out_ += '\n';
  }

  void append_advice(std::string_view kind, std::string_view text) {
    out_.append(gutter_ + 1, ' ');
    paint(blue, "=");
    out_ += ' ';
    paint(bold, kind);
    fmt::format_to(std::back_inserter(out_), " {}\n", text);
  }

  void paint(std::string_view color, std::string_view text) {
    if (options_.color) out_ += color;
    out_ += text;
    if (options_.color) out_ += reset;
  }

  const SourceSet& sources_;
  const HumanOptions& options_;
  std::string out_;
  std::string_view color_ = red;
  std::size_t gutter_ = 1;
  // Codes whose page the reader has been told of.
  std::set<Code> explained_;
};

}  // namespace

std::string render_human(const Report& report, const SourceSet& sources,
                         const HumanOptions& options) {
  HumanRenderer renderer(sources, options);
  for (const std::string& failure : report.failures) renderer.append_failure(failure);
  for (const Diagnostic& diagnostic : report.diagnostics) renderer.append(diagnostic);
  if (report.omitted_errors != 0) renderer.append_omitted(report);
  return renderer.take();
}

}  // namespace ormgen
