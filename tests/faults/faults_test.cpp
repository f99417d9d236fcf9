// A program that uses all of the runtime is struck by a fault, once for each point at which it can
// be: the error is one of the runtime's and says what has happened, the session can be rolled back
// and goes on, objects and rows agree, and no memory is lost.
//
//   ORM_FAULT_STRIDE   of how many points one is tried (default 25, under the sanitizers 400;
//                      scripts/deep tries all)
//   ORM_FAULT_FIRST    the number of the first one that is tried
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdlib>
#include <ostream>
#include <string>

#include "attempt.h"

namespace faults_test {

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr std::uint64_t default_stride = 400;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr std::uint64_t default_stride = 400;
#else
constexpr std::uint64_t default_stride = 25;
#endif
#else
constexpr std::uint64_t default_stride = 25;
#endif

constexpr int most_failures = 5;

struct FaultKind {
  const char* name;
  Kind kind;
  int code;
  bool lasts;
  /// Whether a database in memory has such points.
  bool is_of_files;
  bool ends_session = false;
};

constexpr FaultKind fault_kinds[] = {
    {"ReadError", Kind::Read, SQLITE_IOERR_READ, false, true},
    {"ReadErrors", Kind::Read, SQLITE_IOERR_READ, true, true},
    {"WriteError", Kind::Write, SQLITE_IOERR_WRITE, false, true},
    {"WriteErrors", Kind::Write, SQLITE_IOERR_WRITE, true, true},
    {"DiskFull", Kind::Write, SQLITE_FULL, false, true},
    {"DiskStaysFull", Kind::Write, SQLITE_FULL, true, true},
    {"SyncError", Kind::Sync, SQLITE_IOERR_FSYNC, false, true},
    {"SyncErrors", Kind::Sync, SQLITE_IOERR_FSYNC, true, true},
    {"LockBusy", Kind::Lock, SQLITE_BUSY, false, true},
    {"LockStaysBusy", Kind::Lock, SQLITE_BUSY, true, true},
    {"LockError", Kind::Lock, SQLITE_IOERR_LOCK, false, true},
    {"LockErrors", Kind::Lock, SQLITE_IOERR_LOCK, true, true},
    {"OpenError", Kind::Open, SQLITE_CANTOPEN, false, true},
    {"OpenErrors", Kind::Open, SQLITE_CANTOPEN, true, true},
    {"DeleteError", Kind::Delete, SQLITE_IOERR_DELETE, false, true},
    {"DeleteErrors", Kind::Delete, SQLITE_IOERR_DELETE, true, true},
    {"NoMemoryForSqlite", Kind::Memory, SQLITE_NOMEM, false, false},
    {"NoMoreMemoryForSqlite", Kind::Memory, SQLITE_NOMEM, true, false},
    {"NoMemory", Kind::New, SQLITE_NOMEM, false, false},
    {"NoMoreMemory", Kind::New, SQLITE_NOMEM, true, false},
    {"NoMemoryToEnd", Kind::New, SQLITE_NOMEM, true, false, true},
    {"NoMemoryForSqliteToEnd", Kind::Memory, SQLITE_NOMEM, true, false, true},
    {"PrepareNoMemory", Kind::Prepare, SQLITE_NOMEM, false, false},
    {"PrepareInterrupted", Kind::Prepare, SQLITE_INTERRUPT, false, false},
    {"PrepareSchema", Kind::Prepare, SQLITE_SCHEMA, false, false},
    {"PrepareBusy", Kind::Prepare, SQLITE_BUSY, false, false},
    {"PrepareError", Kind::Prepare, SQLITE_IOERR, false, false},
    {"StepNoMemory", Kind::Step, SQLITE_NOMEM, false, false},
    {"StepInterrupted", Kind::Step, SQLITE_INTERRUPT, false, false},
    {"StepSchema", Kind::Step, SQLITE_SCHEMA, false, false},
    {"StepBusy", Kind::Step, SQLITE_BUSY, false, false},
    {"StepFull", Kind::Step, SQLITE_FULL, false, false},
    {"StepErrors", Kind::Step, SQLITE_IOERR, true, false},
    {"StepErrorsToTheEnd", Kind::Step, SQLITE_IOERR, true, false, true},
    {"Interrupted", Kind::Interrupt, SQLITE_INTERRUPT, false, false},
    {"SchemaChanged", Kind::Schema, SQLITE_SCHEMA, false, true},
    {"Contention", Kind::Contention, SQLITE_BUSY, false, true}};

constexpr Place places[] = {{"Wal", true, orm::JournalMode::Wal},
                            {"Delete", true, orm::JournalMode::Delete},
                            {"Memory", false, orm::JournalMode::AsFound}};

struct Case {
  Place place;
  FaultKind fault;
};

void PrintTo(const Case& each, std::ostream* out) { *out << each.place.name << each.fault.name; }

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const Place& place : places) {
    for (const FaultKind& fault : fault_kinds) {
      if (place.is_file || !fault.is_of_files) all.push_back({place, fault});
    }
  }
  return all;
}

std::uint64_t number_in(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::stoull(text);
}

class Faults : public testing::TestWithParam<Case> {};

TEST_P(Faults, AreToldOfAndLeaveNothingHalfDone) {
  const auto& [place, fault] = GetParam();
  Attempts attempts(place);
  const std::uint64_t points = attempts.undisturbed().points[static_cast<std::size_t>(fault.kind)];
  ASSERT_GT(points, 0U);
  std::uint64_t tried = 0;
  std::uint64_t struck = 0;
  int failures = 0;
  const std::uint64_t stride = number_in("ORM_FAULT_STRIDE", default_stride);
  const std::uint64_t first = number_in("ORM_FAULT_FIRST", 1 + points % stride / 2);
  for (std::uint64_t i = first; i <= points && failures < most_failures; i += stride) {
    const std::string failure =
        attempts.failure_of({fault.kind, fault.code, i, fault.lasts, fault.ends_session});
    ++tried;
    if (has_struck()) ++struck;
    if (failure.empty()) continue;
    ADD_FAILURE() << failure;
    ++failures;
  }
  EXPECT_EQ(struck, tried) << "the program is not the same each time";
  std::printf("note: %s %s: %llu of %llu points\n", place.name, fault.name,
              static_cast<unsigned long long>(tried), static_cast<unsigned long long>(points));
}

INSTANTIATE_TEST_SUITE_P(Struck, Faults, testing::ValuesIn(cases()), [](const auto& each) {
  return std::string(each.param.place.name) + each.param.fault.name;
});

TEST(FaultPoints, AreAtLeastTenThousand) {
  std::uint64_t points = 0;
  for (const Place& place : places) {
    const Attempts attempts(place);
    for (const FaultKind& fault : fault_kinds) {
      points += attempts.undisturbed().points[static_cast<std::size_t>(fault.kind)];
    }
  }
  std::printf("note: %llu points in all\n", static_cast<unsigned long long>(points));
  EXPECT_GE(points, 10'000U);
}

}  // namespace
}  // namespace faults_test
