// How often a transaction is tried, and the pauses in between.
#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <thread>

#include "orm/retry.h"

namespace orm::detail {

Attempts::Attempts(RetryOptions options) : options_(options) {
  if (options.attempts < 1) {
    throw InvalidRequestError(
        fmt::format("RetryOptions::attempts is {}; it has to be at least 1", options.attempts));
  }
  if (options.pause.count() < 0) {
    throw InvalidRequestError(
        fmt::format("RetryOptions::pause is {} ms; it has to be 0 or more", options.pause.count()));
  }
}

void Attempts::pause() const {
  using Microseconds = std::chrono::microseconds;
  constexpr std::chrono::milliseconds longest(1000);
  Microseconds most = std::min(options_.pause, longest);
  for (int i = 1; i < made_ && most < longest; ++i)
    most = std::min<Microseconds>(most * 2, longest);
  std::random_device random;
  std::uniform_int_distribution<Microseconds::rep> part(most.count() / 2, most.count());
  std::this_thread::sleep_for(Microseconds(part(random)));
}

}  // namespace orm::detail
