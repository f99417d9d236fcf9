#include "db/recording.h"

#include <fmt/format.h>

#include <string>

#include "orm/error.h"

namespace orm::db {

void Recording::require_within_budget() const {
  if (statements.size() <= most_) return;
  throw StatementBudgetError(fmt::format(
      "a StatementBudget of {} statements is exceeded; load together what is used together, or "
      "allow more. So far:\n{}",
      most_, list_of(statements)));
}

std::string list_of(const std::vector<RecordedStatement>& statements) {
  std::string lines;
  std::size_t number = 0;
  for (const RecordedStatement& statement : statements) {
    lines += fmt::format("  {}. {}", ++number, statement.sql);
    if (statement.parameter_sets != 1) lines += fmt::format(" (x{})", statement.parameter_sets);
    lines += '\n';
  }
  return lines;
}

void Recordings::add(Recording& recording) {
  const std::lock_guard lock(mutex_);
  recordings_.push_back(&recording);
  count_.store(recordings_.size(), std::memory_order_relaxed);
}

void Recordings::remove(Recording& recording) noexcept {
  const std::lock_guard lock(mutex_);
  std::erase(recordings_, &recording);
  count_.store(recordings_.size(), std::memory_order_relaxed);
}

void Recordings::note_execution(const void* user, std::string_view sql, std::size_t parameter_sets,
                                std::size_t steps) {
  const std::lock_guard lock(mutex_);
  for (Recording* recording : recordings_) {
    if (!recording->wants(user)) continue;
    recording->statements.push_back({std::string(sql), parameter_sets, steps});
  }
  // All of them know of it by now.
  for (const Recording* recording : recordings_) {
    if (recording->wants(user)) recording->require_within_budget();
  }
}

void Recordings::note_prepare(const void* user) {
  const std::lock_guard lock(mutex_);
  for (Recording* recording : recordings_) {
    if (recording->wants(user)) ++recording->prepares;
  }
}

}  // namespace orm::db
