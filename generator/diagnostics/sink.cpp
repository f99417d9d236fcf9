#include "diagnostics/sink.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string_view>
#include <tuple>
#include <utility>

namespace ormgen {
namespace {

std::string_view path_of(Span span, const SourceSet& sources) {
  return span.points_nowhere() ? std::string_view() : sources.file(span.file).path();
}

}  // namespace

std::string words_for_omitted(const Report& report) {
  const bool is_one = report.omitted_errors == 1;
  return fmt::format("{} more error{} not shown", report.omitted_errors, is_one ? " is" : "s are");
}

bool Sink::is_raised(const Diagnostic& diagnostic) const {
  if (diagnostic.severity != Severity::Warning) return false;
  const auto& codes = raised_.codes;
  return raised_.all || std::find(codes.begin(), codes.end(), diagnostic.code) != codes.end();
}

void Sink::report(Diagnostic diagnostic) {
  if (is_raised(diagnostic)) diagnostic.severity = Severity::Error;
  const auto same = seen_.equal_range(diagnostic.primary.span.begin);
  const bool is_repeat = std::any_of(same.first, same.second, [&](const auto& entry) {
    return diagnostics_[entry.second] == diagnostic;
  });
  if (is_repeat) return;
  if (diagnostic.severity == Severity::Error) ++error_count_;
  seen_.emplace(diagnostic.primary.span.begin, diagnostics_.size());
  diagnostics_.push_back(std::move(diagnostic));
}

Report Sink::sorted(const SourceSet& sources, std::size_t max_errors) const {
  // The order of report decides between messages of one place.
  std::vector<std::size_t> order(diagnostics_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto key = [&](std::size_t i) {
    const Span span = diagnostics_[i].primary.span;
    return std::tuple(path_of(span, sources), span.begin, span.end, i);
  };
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return key(a) < key(b); });

  Report report;
  std::size_t errors = 0;
  for (const std::size_t i : order) {
    const bool is_error = diagnostics_[i].severity == Severity::Error;
    if (is_error && max_errors != 0 && ++errors > max_errors) {
      ++report.omitted_errors;
    } else {
      report.diagnostics.push_back(diagnostics_[i]);
    }
  }
  return report;
}

}  // namespace ormgen
