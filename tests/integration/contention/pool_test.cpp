// The pool of an engine under many threads.
#include <dirent.h>

#include <atomic>
#include <thread>

#include "contention.orm.hpp"
#include "database.h"
#include "orm/observe.h"

namespace contention {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using testing::AllOf;
using testing::HasSubstr;

int open_files() {
  DIR* folder = opendir("/proc/self/fd");
  if (folder == nullptr) return 0;
  int count = 0;
  while (readdir(folder) != nullptr) ++count;
  closedir(folder);
  return count;
}

class PoolUnderThreads : public testing::Test {
 protected:
  orm::Engine engine_with(orm::EngineOptions options) {
    options.synchronous = orm::Synchronous::Off;
    orm::Engine engine = orm::create_engine("sqlite:///" + folder_.file("a.db"), options);
    contention::create_all(engine);
    return engine;
  }

  orm_test::TemporaryFolder folder_;
};

TEST_F(PoolUnderThreads, SaysItsSizeAndTheTimeWhenNoConnectionComesFree) {
  const orm::Engine engine = engine_with({.pool_size = 2, .busy_timeout = milliseconds(50)});
  orm::Session first(engine);
  orm::Session second(engine);
  EXPECT_EQ(first.query<Account>().count() + second.query<Account>().count(), 0);
  std::thread([&] {
    orm::Session third(engine);
    const auto begin = steady_clock::now();
    EXPECT_THAT([&] { (void)third.query<Account>().count(); },
                testing::ThrowsMessage<orm::PoolTimeoutError>(
                    AllOf(HasSubstr("within 50 ms"), HasSubstr("all 2 are held by sessions"),
                          HasSubstr(".pool_size"), HasSubstr(".busy_timeout"))));
    EXPECT_GE(steady_clock::now() - begin, milliseconds(50));
    first.commit();
    EXPECT_EQ(third.query<Account>().count(), 0) << "the session goes on";
  }).join();
}

TEST_F(PoolUnderThreads, WaitsForAsLongAsThereIsTime) {
  const orm::Engine engine = engine_with({.pool_size = 1, .busy_timeout = milliseconds::max()});
  auto first = std::make_unique<orm::Session>(engine);
  EXPECT_EQ(first->query<Account>().count(), 0);
  std::thread waiting([&engine] {
    orm::Session second(engine);
    EXPECT_EQ(second.query<Account>().count(), 0);
  });
  std::this_thread::sleep_for(milliseconds(20));
  first.reset();
  waiting.join();
}

// Some end in a commit, some with nothing, some in an exception, some with a statement that is not
// at its end.
void check_out(const orm::Engine& engine, int number) {
  orm::Session session(engine);
  switch (number % 4) {
    case 0:
      EXPECT_EQ(session.query<Account>().limit(1).count(), 0);
      session.commit();
      break;
    case 1:
      EXPECT_EQ(session.get<Account>(number), nullptr);
      break;
    case 2:
      EXPECT_THROW((void)session.get_one<Account>(number), orm::NoResultFound);
      break;
    default:
      for (const auto id : session.query<Transfer>().select(Transfer::fields.number).stream()) {
        EXPECT_GE(id, 0);
        break;
      }
  }
}

TEST_F(PoolUnderThreads, HundredThousandCheckOutsLeakNone) {
  constexpr int borrowers = 4;
  constexpr int each = 25'000;
  constexpr std::uint64_t size = 3;
  std::atomic<std::uint64_t> most = 0;
  const orm::Engine engine =
      engine_with({.on_statement =
                       [&most](const orm::StatementEvent& event) {
                         std::uint64_t known = most;
                         while (known < event.connection &&
                                !most.compare_exchange_weak(known, event.connection)) {
                         }
                       },
                   .pool_size = size,
                   .busy_timeout = milliseconds(60'000)});
  {
    orm::Session session(engine);
    for (int i = 0; i < 3; ++i) session.create<Transfer>({.worker = "w", .number = i, .amount = 1});
    session.commit();
  }
  // Each has its file, its journal and its shared memory open.
  const int before = open_files();
  std::vector<std::thread> workers;
  workers.reserve(borrowers);
  for (int thread = 0; thread < borrowers; ++thread) {
    workers.emplace_back([&engine] {
      try {
        for (int i = 0; i < each; ++i) check_out(engine, i);
      } catch (const orm::ConnectionError& error) {
        ADD_FAILURE() << error.what();
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
  EXPECT_LE(most, size) << "no further connection was opened";
  EXPECT_LE(open_files(), before + 3 * static_cast<int>(size));
  // All of them are there to be taken.
  std::vector<std::unique_ptr<orm::Session>> sessions;
  for (std::uint64_t i = 0; i < size; ++i) {
    sessions.push_back(std::make_unique<orm::Session>(engine));
    EXPECT_EQ(sessions.back()->query<Account>().count(), 0);
  }
}

}  // namespace
}  // namespace contention
