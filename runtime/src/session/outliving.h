// What a session shares with guards and savepoints that the program holds, which may outlive it.
#pragma once

#include <memory>
#include <string>
#include <utility>

namespace orm::detail {

class SessionCore;

/// What outlives a session where somebody still asks about it.
struct SessionTag {
  /// For messages.
  std::string name;
  /// How many guards keep the session from flushing before it reads.
  int autoflush_blocks = 0;
};

/// While it lives the session does not flush before it reads. May outlive the session.
class AutoflushBlock {
 public:
  explicit AutoflushBlock(std::shared_ptr<SessionTag> tag) : tag_(std::move(tag)) {
    ++tag_->autoflush_blocks;
  }
  AutoflushBlock(const AutoflushBlock&) = delete;
  AutoflushBlock& operator=(const AutoflushBlock&) = delete;
  ~AutoflushBlock() { --tag_->autoflush_blocks; }

 private:
  std::shared_ptr<SessionTag> tag_;
};

/// What a Savepoint and its session share.
struct SavepointState {
  /// Null when the savepoint has ended.
  SessionCore* session;
};

/// A Savepoint's part of it.
class SavepointCore {
 public:
  explicit SavepointCore(std::shared_ptr<SavepointState> state) : state_(std::move(state)) {}

  /// Null when the savepoint has ended.
  SessionCore* session() const { return state_->session; }
  const SavepointState& state() const { return *state_; }

 private:
  std::shared_ptr<SavepointState> state_;
};

}  // namespace orm::detail
