// With an SQLite library without mutexes one thread may use SQLite, and no other. The linker has
// the runtime ask this program and not the library.
#include <thread>

#include "contention.orm.hpp"
#include "database.h"

// NOLINTNEXTLINE(bugprone-reserved-identifier, readability-identifier-naming)
extern "C" int __wrap_sqlite3_threadsafe() { return 0; }

namespace contention {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(NoMutexes, OneThreadWorksAndAnotherIsRefused) {
  const orm_test::TemporaryFolder folder;
  const std::string url = "sqlite:///" + folder.file("a.db");
  orm::Engine engine = orm::create_engine(url);
  contention::create_all(engine);
  orm::Session one(engine);
  orm::Session two(engine);
  EXPECT_EQ(one.query<Account>().count() + two.query<Account>().count(), 0)
      << "two connections of one thread do no harm";
  const auto is_refused = ThrowsMessage<orm::ConnectionError>(
      AllOf(HasSubstr("built without mutexes (SQLITE_THREADSAFE=0)"),
            HasSubstr("link one with SQLITE_THREADSAFE=2")));
  std::thread([&] {
    orm::Session session(engine);
    EXPECT_THAT([&] { (void)session.query<Account>().count(); }, is_refused);
    EXPECT_THAT([&] { (void)orm::create_engine(url); }, is_refused);
    EXPECT_THAT([&] { (void)orm::create_engine("sqlite://"); }, is_refused);
  }).join();
  EXPECT_EQ(one.query<Account>().count(), 0);
}

}  // namespace
}  // namespace contention
