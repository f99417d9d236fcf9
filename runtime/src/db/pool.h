// The connections of an engine which nobody holds, and how many may be open.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "db/pooled_connection.h"

namespace orm::db {

/// Safe to use from several threads.
class Pool {
 public:
  using Open = std::function<std::unique_ptr<PooledConnection>()>;

  /// At most `limit` connections are open at a time. `exhausted` is the error of a caller who has
  /// waited in vain for `patience`, or for a year.
  Pool(Open open, std::size_t limit, std::chrono::milliseconds patience, std::string exhausted);

  /// An idle connection, or a new one, or the next that is given back.
  /// Raises PoolTimeoutError when there is none in time, and whatever `open` raises.
  std::unique_ptr<PooledConnection> take();
  /// Keeps a connection for the next caller.
  void give_back(std::unique_ptr<PooledConnection> connection) noexcept;
  /// Closes a connection that was taken.
  void discard(std::unique_ptr<PooledConnection> connection) noexcept;

 private:
  Open open_;
  std::size_t limit_;
  std::chrono::milliseconds patience_;
  std::string exhausted_;

  std::mutex mutex_;
  std::condition_variable changed_;
  // The last one given back is the first one taken: its caches are warm.
  std::vector<std::unique_ptr<PooledConnection>> idle_;
  // Idle ones, lent ones, and those that are being opened.
  std::size_t open_count_ = 0;
};

}  // namespace orm::db
