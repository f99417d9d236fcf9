// The statements that recorders have seen.
#pragma once

#include <atomic>
#include <cstddef>
#include <limits>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "orm/observe.h"

namespace orm::db {

/// What one StatementRecorder or StatementBudget holds. Written under the lock of Recordings.
class Recording {
 public:
  /// Records what is done for `user`, or everything where `user` is null.
  explicit Recording(const void* user, std::size_t most = std::numeric_limits<std::size_t>::max())
      : user_(user), most_(most) {}

  bool wants(const void* user) const noexcept { return user_ == nullptr || user_ == user; }

  /// Raises StatementBudgetError when it holds more statements than it may.
  void require_within_budget() const;

  std::vector<RecordedStatement> statements;
  std::size_t prepares = 0;

 private:
  const void* user_;
  std::size_t most_;
};

/// `1. SELECT ...`, a line for each, with the number of parameter sets where that is not one.
std::string list_of(const std::vector<RecordedStatement>& statements);

/// The recordings of an engine. Costs one load of an atomic per execution while there are none.
class Recordings {
 public:
  void add(Recording& recording);
  void remove(Recording& recording) noexcept;

  void executed(const void* user, std::string_view sql, std::size_t parameter_sets,
                std::size_t steps) {
    if (count_.load(std::memory_order_relaxed) > 0)
      note_execution(user, sql, parameter_sets, steps);
  }
  void prepared(const void* user) {
    if (count_.load(std::memory_order_relaxed) > 0) note_prepare(user);
  }

 private:
  void note_execution(const void* user, std::string_view sql, std::size_t parameter_sets,
                      std::size_t steps);
  void note_prepare(const void* user);

  std::atomic<std::size_t> count_{0};
  std::mutex mutex_;
  std::vector<Recording*> recordings_;
};

}  // namespace orm::db
