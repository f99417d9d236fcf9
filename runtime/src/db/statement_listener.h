// Who is told of every statement of an engine.
#pragma once

#include <functional>

#include "db/warnings.h"
#include "orm/engine.h"
#include "orm/observe.h"

namespace orm::db {

/// Safe to use from several threads, as far as the listener is.
class StatementListener {
 public:
  /// Tells `options.on_statement`, or nobody.
  StatementListener(const EngineOptions& options, Warnings& warnings)
      : listen_(options.on_statement), warnings_(warnings) {}

  bool is_on() const noexcept { return static_cast<bool>(listen_); }
  /// Only for a listener that is on.
  void tell(const StatementEvent& event) noexcept;

 private:
  std::function<void(const StatementEvent&)> listen_;
  Warnings& warnings_;
};

}  // namespace orm::db
