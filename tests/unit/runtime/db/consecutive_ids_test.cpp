#include <gmock/gmock.h>

#include "db/test_database.h"

namespace orm::db {
namespace {

class ConsecutiveIdsTest : public ::testing::Test {
 protected:
  bool check(const char* table = "t") { return lease_->has_consecutive_ids(table); }
  bool check_created(const char* sql) {
    lease_->execute("DROP TABLE IF EXISTS t");
    lease_->execute(sql);
    return check();
  }

  std::shared_ptr<EngineCore> engine_ = EngineCore::open("sqlite://", {});
  ConnectionLease lease_ = engine_->connect(nullptr);
};

TEST_F(ConsecutiveIdsTest, OrdinaryTableHasThem) {
  EXPECT_TRUE(check_created("CREATE TABLE t (id INTEGER PRIMARY KEY, a UNIQUE)"));
  EXPECT_TRUE(check_created("CREATE TABLE t (id INTEGER NOT NULL, a, PRIMARY KEY (id))"));
  EXPECT_TRUE(check_created("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a)"));
  EXPECT_TRUE(check_created("CREATE TABLE t (rowid INTEGER PRIMARY KEY, a)"));
  EXPECT_TRUE(lease_->has_consecutive_ids("T"));
}

TEST_F(ConsecutiveIdsTest, TheyEndAtTheLastOne) {
  lease_->execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a); INSERT INTO t VALUES (41, 0)");
  ASSERT_TRUE(check());
  rows(*lease_, "INSERT INTO t (a) VALUES (1), (2), (3)");
  EXPECT_EQ(lease_->last_insert_id(), 44);
  EXPECT_THAT(rows(*lease_, "SELECT id FROM t WHERE a > 0 ORDER BY a"),
              ::testing::ElementsAre("42", "43", "44"));
}

TEST_F(ConsecutiveIdsTest, QuotesInNames) {
  lease_->execute(R"(CREATE TABLE "a""b" (id INTEGER PRIMARY KEY))");
  EXPECT_TRUE(check("a\"b"));
}

TEST_F(ConsecutiveIdsTest, KeyThatIsNotTheRowid) {
  EXPECT_FALSE(check_created("CREATE TABLE t (id INTEGER PRIMARY KEY, a) WITHOUT ROWID"));
  EXPECT_FALSE(check_created("CREATE TABLE t (id INT PRIMARY KEY, a)"));
  EXPECT_FALSE(check_created("CREATE TABLE t (id INTEGER PRIMARY KEY DESC, a)"));
  EXPECT_FALSE(check_created("CREATE TABLE t (id INTEGER, a, PRIMARY KEY (id, a))"));
  EXPECT_FALSE(check_created("CREATE TABLE t (id INTEGER, a)"));
  EXPECT_FALSE(check_created("CREATE TABLE t (id INTEGER PRIMARY KEY, rowid TEXT)"));
}

TEST_F(ConsecutiveIdsTest, ConflictClause) {
  EXPECT_FALSE(
      check_created("CREATE TABLE t (id INTEGER PRIMARY KEY, a UNIQUE on\nConflict IGNORE)"));
  EXPECT_FALSE(check_created("CREATE TABLE t (id INTEGER PRIMARY KEY ON CONFLICT REPLACE, a)"));
}

TEST_F(ConsecutiveIdsTest, NoTable) {
  EXPECT_FALSE(check("nobody"));
  lease_->execute("CREATE TABLE t (id INTEGER PRIMARY KEY); CREATE VIEW v AS SELECT * FROM t");
  EXPECT_FALSE(check("v"));
  lease_->execute("CREATE VIRTUAL TABLE words USING fts5(word)");
  EXPECT_FALSE(check("words"));
}

TEST_F(ConsecutiveIdsTest, TriggerIsSeenWhenItAppears) {
  EXPECT_TRUE(check_created("CREATE TABLE t (id INTEGER PRIMARY KEY, a)"));
  lease_->execute("CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END");
  EXPECT_FALSE(check());
  lease_->execute("DROP TRIGGER tr");
  EXPECT_TRUE(check());
}

TEST_F(ConsecutiveIdsTest, TemporaryTriggerIsSeenWhenItAppears) {
  EXPECT_TRUE(check_created("CREATE TABLE t (id INTEGER PRIMARY KEY, a)"));
  lease_->execute("CREATE TEMP TRIGGER tr AFTER INSERT ON main.t BEGIN SELECT 1; END");
  EXPECT_FALSE(check());
  lease_->execute("DROP TRIGGER tr");
  EXPECT_TRUE(check());
}

TEST_F(ConsecutiveIdsTest, TemporaryTableHidesTheOther) {
  EXPECT_TRUE(check_created("CREATE TABLE t (id INTEGER PRIMARY KEY, a)"));
  lease_->execute("CREATE TEMP TABLE t (id INTEGER PRIMARY KEY)");
  EXPECT_FALSE(check());
}

TEST_F(ConsecutiveIdsTest, RollbackOfTheSchemaIsNotMistakenForNoChange) {
  lease_->execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a)");
  lease_->execute("BEGIN; CREATE TABLE other (a)");
  EXPECT_TRUE(check());
  lease_->execute("ROLLBACK");
  // The schema's version is now the one that was checked.
  lease_->execute("CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END");
  EXPECT_FALSE(check());
}

TEST_F(ConsecutiveIdsTest, RollbackToASavepointIsNotMistakenForNoChange) {
  lease_->execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a)");
  lease_->execute("BEGIN; SAVEPOINT s; CREATE TABLE other (a)");
  EXPECT_TRUE(check());
  lease_->execute("ROLLBACK TO s");
  lease_->execute("CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END");
  EXPECT_FALSE(check());
}

TEST_F(ConsecutiveIdsTest, IdsNearTheLimit) {
  EXPECT_TRUE(check_created("CREATE TABLE t (id INTEGER PRIMARY KEY, a)"));
  rows(*lease_, "INSERT INTO t VALUES (9223372036854775800, 0)");
  EXPECT_FALSE(check());
  rows(*lease_, "DELETE FROM t");
  EXPECT_TRUE(check());
}

TEST_F(ConsecutiveIdsTest, TriggerOfAnotherConnection) {
  TemporaryFolder folder;
  auto engine = EngineCore::open(folder.url("a.db"), {});
  auto one = engine->connect(nullptr);
  auto other = engine->connect(nullptr);
  one->execute("CREATE TABLE t (id INTEGER PRIMARY KEY)");
  EXPECT_TRUE(one->has_consecutive_ids("t"));
  other->execute("CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END");
  EXPECT_FALSE(one->has_consecutive_ids("t"));
}

}  // namespace
}  // namespace orm::db
