#include <gmock/gmock.h>

#include "db/test_database.h"

namespace orm::db {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class PoolTest : public ::testing::Test {
 protected:
  static EngineOptions impatient(int pool_size) {
    EngineOptions options;
    options.busy_timeout = std::chrono::milliseconds(20);
    options.pool_size = pool_size;
    return options;
  }

  TemporaryFolder folder_;
};

TEST_F(PoolTest, IdleConnectionIsUsedAgain) {
  auto engine = EngineCore::open(folder_.url("a.db"), {});
  auto first = engine->connect(nullptr);
  const Connection* connection = &*first;
  first.give_back();
  EXPECT_FALSE(first);
  auto second = engine->connect(nullptr);
  EXPECT_EQ(&*second, connection);
}

TEST_F(PoolTest, StatementsSurviveInAnIdleConnection) {
  auto engine = EngineCore::open(folder_.url("a.db"), {});
  auto first = engine->connect(nullptr);
  rows(*first, "SELECT 1");
  first.give_back();
  auto second = engine->connect(nullptr);
  Statement* statement = second->find("SELECT 1");
  ASSERT_NE(statement, nullptr);
  second->release(statement);
}

TEST_F(PoolTest, MemoryHasOneConnectionAndKeepsIt) {
  auto engine = EngineCore::open("sqlite://", impatient(5));
  engine->connect(nullptr)->execute("CREATE TABLE t (a)");
  auto lease = engine->connect(nullptr);
  EXPECT_THAT(rows(*lease, "SELECT name FROM sqlite_master"), ElementsAre("'t'"));
  EXPECT_THAT(error_of<ConnectionError>([&] { engine->connect(nullptr); }),
              AllOf(HasSubstr("sqlite:// has one connection"), HasSubstr("20 ms"),
                    HasSubstr("end it first or use a file")));
  lease.give_back();
  EXPECT_TRUE(engine->connect(nullptr));
}

TEST_F(PoolTest, LimitIsSaidInTheError) {
  auto engine = EngineCore::open(folder_.url("a.db"), impatient(2));
  auto one = engine->connect(nullptr);
  auto two = engine->connect(nullptr);
  EXPECT_THAT(error_of<ConnectionError>([&] { engine->connect(nullptr); }),
              AllOf(HasSubstr(folder_.file("a.db")), HasSubstr("all 2"), HasSubstr(".pool_size")));
  two.give_back();
  EXPECT_TRUE(engine->connect(nullptr));
}

TEST_F(PoolTest, GivingBackRollsBack) {
  auto engine = EngineCore::open(folder_.url("a.db"), {});
  {
    auto lease = engine->connect(nullptr);
    lease->execute("CREATE TABLE t (a); BEGIN");
    rows(*lease, "INSERT INTO t VALUES (1)");
  }
  auto lease = engine->connect(nullptr);
  EXPECT_FALSE(lease->in_transaction());
  EXPECT_THAT(rows(*lease, "SELECT a FROM t"), IsEmpty());
}

TEST_F(PoolTest, GivingBackEndsAStatementThatSomebodyForgot) {
  auto engine = EngineCore::open(folder_.url("a.db"), {});
  {
    auto lease = engine->connect(nullptr);
    lease->execute("BEGIN");
    Statement* statement = lease->prepare("s", "SELECT 1 UNION SELECT 2");
    EXPECT_TRUE(statement->step());
  }
  auto lease = engine->connect(nullptr);
  EXPECT_FALSE(lease->in_transaction());
  EXPECT_NE(lease->find("s"), nullptr);
}

TEST_F(PoolTest, DiscardedConnectionMakesRoom) {
  auto engine = EngineCore::open(folder_.url("a.db"), impatient(1));
  auto lease = engine->connect(nullptr);
  lease->execute("CREATE TEMP TABLE mark (a)");
  lease.discard();
  lease = engine->connect(nullptr);
  EXPECT_THAT(rows(*lease, "SELECT name FROM sqlite_temp_master"), IsEmpty());
}

TEST_F(PoolTest, FailureToOpenTakesNoRoom) {
  auto engine = EngineCore::open(folder_.url("a.db"), impatient(2));
  auto one = engine->connect(nullptr);
  one->execute("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE");
  for (int i = 0; i < 3; ++i) EXPECT_THROW(engine->connect(nullptr), BusyError);
  one->execute("ROLLBACK");
  EXPECT_TRUE(engine->connect(nullptr));
}

TEST_F(PoolTest, LeaseOutlivesTheEngine) {
  ConnectionLease lease;
  {
    const Engine engine = create_engine("sqlite://");
    lease = engine.core()->connect(nullptr);
  }
  EXPECT_THAT(rows(*lease, "SELECT 1"), ElementsAre("1"));
}

TEST_F(PoolTest, AssignedLeaseGivesTheOldOneBack) {
  auto engine = EngineCore::open("sqlite://", impatient(1));
  auto other = EngineCore::open("sqlite://", impatient(1));
  auto lease = engine->connect(nullptr);
  lease = other->connect(nullptr);
  EXPECT_TRUE(engine->connect(nullptr));
  EXPECT_THROW(other->connect(nullptr), ConnectionError);
}

}  // namespace
}  // namespace orm::db
