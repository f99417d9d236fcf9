#include "db/recording.h"

#include <string>

namespace orm::db {

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
}

void Recordings::note_prepare(const void* user) {
  const std::lock_guard lock(mutex_);
  for (Recording* recording : recordings_) {
    if (recording->wants(user)) ++recording->prepares;
  }
}

}  // namespace orm::db
