// A process that writes to the database of a test: contender MODE URL WORKER TRANSFERS SECONDS.
// Says how many transfers it has made, and in how many runs.
#include <cstdio>
#include <exception>
#include <string>

#include "transfers.h"

int main(int count, char** arguments) {
  const contention::Mode* mode = count == 6 ? contention::find_mode(arguments[1]) : nullptr;
  if (mode == nullptr) {
    std::fputs("contender: see the top of its source\n", stderr);
    return 2;
  }
  try {
    contention::Work work = contention::work_in(*mode);
    work.transfers = std::stoll(arguments[4]);
    work.until = std::chrono::steady_clock::now() + std::chrono::seconds(std::stoll(arguments[5]));
    const orm::Engine engine = contention::open(arguments[2], work);
    const contention::Done done = contention::transfer(engine, arguments[3], work);
    std::printf("%lld %lld\n", static_cast<long long>(done.transfers),
                static_cast<long long>(done.runs));
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "contender: %s\n", error.what());
    return 1;
  }
}
