// What an engine's sessions find worth saying that is no error.
#pragma once

#include <functional>
#include <mutex>
#include <string_view>

#include "orm/engine.h"

namespace orm::db {

/// Safe to use from several threads; texts never mix.
class Warnings {
 public:
  /// Gives them to `options.warn`, else writes them to stderr.
  explicit Warnings(const EngineOptions& options);

  void say(std::string_view text);

 private:
  std::function<void(std::string_view)> say_;
  std::mutex mutex_;
};

}  // namespace orm::db
