// The part of a workload whose cost counts.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>

#include "orm/orm.h"

namespace cost {

struct Statements {
  std::size_t prepares = 0;
  std::size_t executions = 0;
  std::size_t steps = 0;
};

/// Where callgrind begins and ends to count: `run` calls the function `cost::run_region`.
class Region {
 public:
  /// With `records`, statements are counted, too. That costs by itself, so such a run is another.
  Region(orm::Engine& engine, bool records) : engine_(engine), records_(records) {}

  void run(const std::function<void()>& work);

  /// Should be 1 in the end.
  std::size_t runs() const { return runs_; }
  std::size_t allocations() const { return allocations_; }
  /// Nothing when they were not counted.
  const std::optional<Statements>& statements() const { return statements_; }

 private:
  orm::Engine& engine_;
  bool records_;
  std::size_t runs_ = 0;
  std::size_t allocations_ = 0;
  std::optional<Statements> statements_;
};

/// Tells the allocations. In a source of its own, so that no compiler puts it into its caller.
std::size_t run_region(const std::function<void()>& work);

}  // namespace cost
