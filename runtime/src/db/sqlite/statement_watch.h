// What is to be told of a statement that runs.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "db/sqlite/state.h"

namespace orm::db::sqlite {

/// Of one run.
class StatementWatch {
 public:
  /// Does a step, and adds what it takes.
  template <class Step>
  int time(Step step) {
    const auto begin = std::chrono::steady_clock::now();
    const int code = step();
    time_ += std::chrono::steady_clock::now() - begin;
    return code;
  }

  /// The run has ended.
  void tell(const State& state, std::string_view sql, std::size_t parameters, std::int64_t rows,
            bool has_failed) const noexcept {
    state.observers.listener.tell({sql, parameters, rows, time_, state.number, has_failed});
  }

 private:
  std::chrono::nanoseconds time_{0};
};

}  // namespace orm::db::sqlite
