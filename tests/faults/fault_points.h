// The points at which a program can be struck, counted by kind, and the one that is to fail.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace faults_test {

/// What fails. The first six are operations of the file system below SQLite.
enum class Kind : std::uint8_t {
  Read,
  Write,
  Sync,
  Lock,
  Open,
  Delete,
  /// SQLite asks for memory.
  Memory,
  /// The program, or the runtime, asks for memory by `new`.
  New,
  Prepare,
  Step,
  /// Some instructions of a running statement have passed.
  Interrupt,
  /// Before a step: another connection changes the schema.
  Schema,
  /// Before a step: another connection takes the lock for writing, and keeps it.
  Contention,
  Count
};

constexpr std::size_t kind_count = static_cast<std::size_t>(Kind::Count);
using Counts = std::array<std::uint64_t, kind_count>;

/// The point of that kind with that number, from 1 on, fails with SQLite's result `code`.
struct Fault {
  Kind kind = Kind::Count;
  int code = 0;
  std::uint64_t number = 0;
  /// All later points of the kind fail as well.
  bool lasts = false;
  /// The session that it has struck ends while it lasts, without a rollback.
  bool ends_session = false;
};

/// `read 17: disk I/O error, and all that follow`.
std::string describe(const Fault& fault);

/// From now on points are counted, from 1 on, and the fault strikes. One thread only.
void watch(const Fault& fault);
/// No point is counted any more, and none fails.
void end_watch() noexcept;
bool has_struck() noexcept;
Counts counted() noexcept;

/// A point of that kind: the code it fails with, or 0.
int strike(Kind kind) noexcept;

/// Nothing is counted or struck meanwhile: for what the tests themselves do.
class Pause {
 public:
  Pause() noexcept;
  Pause(const Pause&) = delete;
  Pause& operator=(const Pause&) = delete;
  ~Pause();

 private:
  bool was_watching_;
};

}  // namespace faults_test
