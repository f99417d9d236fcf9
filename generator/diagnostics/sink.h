#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "source/source_set.h"

namespace ormgen {

// What is to be shown, in order.
struct Report {
  std::vector<Diagnostic> diagnostics;
  // Errors left out because there were more than `max_errors`.
  std::size_t omitted_errors = 0;
};

// Collects the messages of a run. Exact repeats count once.
class Sink {
 public:
  void report(Diagnostic diagnostic);

  std::size_t error_count() const { return error_count_; }
  bool has_errors() const { return error_count_ != 0; }
  const std::vector<Diagnostic>& in_order_of_report() const { return diagnostics_; }

  // Sorted by path, then position; messages without a place come first. `max_errors` 0: no limit.
  Report sorted(const SourceSet& sources, std::size_t max_errors = 0) const;

 private:
  std::vector<Diagnostic> diagnostics_;
  // By the offset of the primary range; finds repeats without comparing everything.
  std::unordered_multimap<std::uint32_t, std::size_t> seen_;
  std::size_t error_count_ = 0;
};

}  // namespace ormgen
