#include "db/pool.h"

#include <algorithm>
#include <utility>

#include "orm/error.h"

namespace orm::db {

namespace {

// A time that clocks can add to the present one.
constexpr std::chrono::hours longest_patience(24 * 365);

}  // namespace

Pool::Pool(Open open, std::size_t limit, std::chrono::milliseconds patience, std::string exhausted)
    : open_(std::move(open)),
      limit_(limit),
      patience_(std::min<std::chrono::milliseconds>(patience, longest_patience)),
      exhausted_(std::move(exhausted)) {
  // Giving back must not allocate.
  idle_.reserve(limit_);
}

std::unique_ptr<PooledConnection> Pool::take() {
  {
    std::unique_lock lock(mutex_);
    const bool available = changed_.wait_for(
        lock, patience_, [this] { return !idle_.empty() || open_count_ < limit_; });
    if (!available) throw PoolTimeoutError(exhausted_);
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
    ++open_count_;
  }
  // Opening may wait for a lock of the database; others must be able to give back meanwhile.
  try {
    return open_();
  } catch (...) {
    discard(nullptr);
    throw;
  }
}

void Pool::give_back(std::unique_ptr<PooledConnection> connection) noexcept {
  {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
  }
  changed_.notify_one();
}

void Pool::discard(std::unique_ptr<PooledConnection> connection) noexcept {
  connection.reset();
  {
    const std::lock_guard lock(mutex_);
    --open_count_;
  }
  changed_.notify_one();
}

}  // namespace orm::db
