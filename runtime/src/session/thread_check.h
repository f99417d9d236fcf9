// Debug builds find out that two threads use a session at the same time.
#pragma once

#include <atomic>
#include <thread>

#include "orm/error.h"

namespace orm::detail {

/// Which thread is in a call of a session. Orders nothing between threads, so that a thread
/// sanitizer still sees what the program does.
class CallingThread {
 public:
  /// Raises InvalidRequestError when another thread is in a call.
  void enter() {
    const std::thread::id self = std::this_thread::get_id();
    std::thread::id found;
    if (thread_.compare_exchange_strong(found, self, std::memory_order_relaxed)) {
      depth_ = 1;
    } else if (found == self) {
      ++depth_;
    } else {
      throw InvalidRequestError(
          "this session is being used by another thread; a session, its objects and their Ptrs "
          "belong to one thread at a time: make a session for each thread, or wait until the other "
          "one has done its call");
    }
  }
  void leave() noexcept {
    if (--depth_ == 0) thread_.store({}, std::memory_order_relaxed);
  }

 private:
  std::atomic<std::thread::id> thread_{};
  // Calls within calls; only touched by the thread that is in.
  unsigned depth_ = 0;
};

/// Stands at the beginning of what a session is asked for, and costs nothing in release builds.
class ThreadCheck {
 public:
#ifdef NDEBUG
  explicit ThreadCheck(CallingThread&) {}
  ~ThreadCheck() {}
#else
  explicit ThreadCheck(CallingThread& calls) : calls_(calls) { calls_.enter(); }
  ~ThreadCheck() { calls_.leave(); }
#endif
  ThreadCheck(const ThreadCheck&) = delete;
  ThreadCheck& operator=(const ThreadCheck&) = delete;

#ifndef NDEBUG
 private:
  CallingThread& calls_;
#endif
};

}  // namespace orm::detail
