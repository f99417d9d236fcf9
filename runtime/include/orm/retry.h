// Work that is done again where the database was busy: Engine::run_in_transaction.
#pragma once

#include <type_traits>

#include "orm/engine.h"
#include "orm/error.h"
#include "orm/session.h"

namespace orm {

namespace detail {

/// The runs of one run_in_transaction.
class Attempts {
 public:
  explicit Attempts(RetryOptions options);

  bool is_last() const noexcept { return made_ == options_.attempts; }
  void begin() noexcept { ++made_; }
  /// Waits between two attempts.
  void pause() const;

 private:
  RetryOptions options_;
  int made_ = 0;
};

}  // namespace detail

template <class Work>
auto Engine::run_in_transaction(Work work, RetryOptions options) const {
  using Result = std::invoke_result_t<Work&, Session&>;
  static_assert(!std::is_reference_v<Result>,
                "the work returns a reference, which may end with its session; return a value or a "
                "Ptr");
  detail::Attempts attempts(options);
  while (true) {
    attempts.begin();
    try {
      Session session(*this, {.expire_on_commit = false});
      if constexpr (std::is_void_v<Result>) {
        work(session);
        session.commit();
        return;
      } else {
        Result result = work(session);
        session.commit();
        return result;
      }
    } catch (const RetryableError&) {
      if (attempts.is_last()) throw;
    }
    attempts.pause();
  }
}

}  // namespace orm
