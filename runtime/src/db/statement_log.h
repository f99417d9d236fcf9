// The log of an engine: every statement that is run, as one line.
#pragma once

#include <functional>
#include <mutex>
#include <span>
#include <string_view>

#include "orm/engine.h"
#include "orm/value.h"

namespace orm::db {

/// Safe to use from several threads; lines never mix.
class StatementLog {
 public:
  /// Writes to `options.log`, else with `options.echo` to stderr, else nowhere.
  explicit StatementLog(const EngineOptions& options);

  bool is_on() const noexcept { return static_cast<bool>(write_); }
  bool hides_values() const noexcept { return hide_values_; }
  /// One physical run of a statement. Only for a log that is on.
  void statement(std::string_view sql, std::span<const ValueView> values);

 private:
  std::function<void(std::string_view)> write_;
  bool hide_values_;
  std::mutex mutex_;
};

}  // namespace orm::db
