// Reads of several threads from one database file: what is measured, for each way to write it.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

namespace threads {

/// What one thread can do; used by that thread only. Sums are checksums.
struct Worker {
  /// Reads users by key, all of them in one transaction.
  std::function<std::uint64_t(std::span<const std::int64_t> ids)> get;
  /// Reads all posts.
  std::function<std::uint64_t()> load;
  /// Gives so many posts from that id on another title; one transaction.
  std::function<void(std::int64_t id, int count)> change;
};

struct Way {
  const char* name;
  std::function<Worker()> make_worker;
};

/// Each worker has a connection of its own.
Way hand_written(const std::string& file);
/// All workers use one engine; each piece of work has a session of its own.
Way ormgen(const std::string& file);

}  // namespace threads
