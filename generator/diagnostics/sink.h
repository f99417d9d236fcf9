#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "source/source_set.h"

namespace ormgen {

// What is to be shown, in order.
struct Report {
  // Whole sentences about what kept the program from its work, outside of any schema.
  std::vector<std::string> failures;
  std::vector<Diagnostic> diagnostics;
  // Errors left out because there were more than `max_errors`.
  std::size_t omitted_errors = 0;
};

// "2 more errors are not shown"
std::string words_for_omitted(const Report& report);

// The warnings that a run takes for errors.
struct WarningsAsErrors {
  bool all = false;
  std::vector<Code> codes;
};

// Collects the messages of a run. Exact repeats count once.
class Sink {
 public:
  explicit Sink(WarningsAsErrors raised = {}) : raised_(std::move(raised)) {}

  void report(Diagnostic diagnostic);

  std::size_t error_count() const { return error_count_; }
  bool has_errors() const { return error_count_ != 0; }
  const std::vector<Diagnostic>& in_order_of_report() const { return diagnostics_; }

  // Sorted by path, then position; messages without a place come first. `max_errors` 0: no limit.
  Report sorted(const SourceSet& sources, std::size_t max_errors = 0) const;

 private:
  bool is_raised(const Diagnostic& diagnostic) const;

  WarningsAsErrors raised_;
  std::vector<Diagnostic> diagnostics_;
  // By the offset of the primary range; finds repeats without comparing everything.
  std::unordered_multimap<std::uint32_t, std::size_t> seen_;
  std::size_t error_count_ = 0;
};

}  // namespace ormgen
