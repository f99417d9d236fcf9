#include <gmock/gmock.h>

#include <thread>

#include "db/test_database.h"

namespace orm::db {
namespace {

void insert_rows(EngineCore& engine, int thread, int count) {
  for (int i = 0; i < count; ++i) {
    auto connection = engine.connect(&thread);
    connection->execute("BEGIN IMMEDIATE");
    rows(*connection, "INSERT INTO t VALUES (?, ?)",
         {ValueView::of_integer(thread), ValueView::of_integer(i)});
    connection->executed("INSERT", 1, 1);
    connection->execute("COMMIT");
  }
}

class ThreadsTest : public ::testing::TestWithParam<int> {};

TEST_P(ThreadsTest, BorrowFromOnePool) {
  TemporaryFolder folder;
  EngineOptions options;
  options.pool_size = GetParam();
  options.busy_timeout = std::chrono::seconds(60);
  std::size_t lines = 0;
  options.log = [&lines](std::string_view) { ++lines; };
  Engine engine = create_engine(folder.url("a.db"), options);
  engine.core()->connect(nullptr)->execute("CREATE TABLE t (thread, i)");
  StatementRecorder recorder(engine);

  constexpr int thread_count = 4;
  constexpr int row_count = 25;
  std::vector<std::thread> threads;
  threads.reserve(thread_count);
  for (int thread = 0; thread < thread_count; ++thread) {
    threads.emplace_back([&, thread] { insert_rows(*engine.core(), thread, row_count); });
  }
  for (std::thread& thread : threads) thread.join();

  auto connection = engine.core()->connect(nullptr);
  EXPECT_THAT(rows(*connection, "SELECT count(*) FROM t"), ::testing::ElementsAre("100"));
  EXPECT_EQ(recorder.executions(), 100U);
  EXPECT_LE(recorder.prepares(), static_cast<std::size_t>(GetParam()) + 1);
  EXPECT_EQ(lines, 1 + 3 * 100 + 1U);
}

INSTANTIATE_TEST_SUITE_P(PoolSizes, ThreadsTest, ::testing::Values(1, 2, 4));

TEST(Threads, WaitingThreadGetsTheConnectionThatIsGivenBack) {
  auto engine = EngineCore::open("sqlite://", {});
  auto lease = engine->connect(nullptr);
  std::thread waiting([&] { engine->connect(nullptr)->execute("CREATE TABLE t (a)"); });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  lease.give_back();
  waiting.join();
  auto next = engine->connect(nullptr);
  EXPECT_THAT(rows(*next, "SELECT name FROM sqlite_master"), ::testing::ElementsAre("'t'"));
}

}  // namespace
}  // namespace orm::db
