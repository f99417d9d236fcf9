// Whether SQLite counts its memory is said once for a process: each of these runs in one of its
// own.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "orm/engine.h"

namespace orm::db {
namespace {

// 0 when SQLite counts memory, 1 when not; 2 and 3 the same where there was a warning.
[[noreturn]] void open_and_exit(bool is_used_before) {
  bool has_warned = false;
  const auto warn = [&has_warned](std::string_view text) {
    has_warned = text.find("set .memory_statistics for the first engine") != text.npos;
  };
  if (is_used_before) sqlite3_initialize();
  const Engine first = create_engine("sqlite://", {.warn = warn, .memory_statistics = false});
  const Engine second = create_engine("sqlite://", {.warn = warn, .memory_statistics = false});
  std::_Exit((sqlite3_memory_used() == 0 ? 1 : 0) + (has_warned ? 2 : 0));
}

class MemoryStatistics : public testing::Test {
 protected:
  // Begins the program anew.
  MemoryStatistics() { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};

TEST_F(MemoryStatistics, AreLeftOutByTheFirstEngineThatUsesSqlite) {
  EXPECT_EXIT(open_and_exit(false), testing::ExitedWithCode(1), "");
}

TEST_F(MemoryStatistics, GoOnWithAWarningWhereSqliteHasBeenUsed) {
  EXPECT_EXIT(open_and_exit(true), testing::ExitedWithCode(2), "");
}

}  // namespace
}  // namespace orm::db
