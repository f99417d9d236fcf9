#include <gmock/gmock.h>

#include "db/test_database.h"

namespace orm::db {
namespace {

class TablesTest : public ::testing::Test {
 protected:
  bool check(const char* table = "t") { return lease_->facts(table).has_consecutive_ids; }
  bool check_created(const char* sql) {
    lease_->execute("DROP TABLE IF EXISTS t");
    lease_->execute(sql);
    return check();
  }

  std::shared_ptr<EngineCore> engine_ = EngineCore::open("sqlite://", {});
  ConnectionLease lease_ = engine_->connect(nullptr);
};

TEST_F(TablesTest, OrdinaryTableHasThem) {
  EXPECT_TRUE(check_created("CREATE TABLE t (id INTEGER PRIMARY KEY, a UNIQUE)"));
  EXPECT_TRUE(check_created("CREATE TABLE t (id INTEGER NOT NULL, a, PRIMARY KEY (id))"));
  EXPECT_TRUE(check_created("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a)"));
  EXPECT_TRUE(check_created("CREATE TABLE t (rowid INTEGER PRIMARY KEY, a)"));
  EXPECT_TRUE(lease_->facts("T").has_consecutive_ids);
}

TEST_F(TablesTest, TheyEndAtTheLastOne) {
  lease_->execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a); INSERT INTO t VALUES (41, 0)");
  ASSERT_TRUE(check());
  rows(*lease_, "INSERT INTO t (a) VALUES (1), (2), (3)");
  EXPECT_EQ(lease_->last_insert_id(), 44);
  EXPECT_THAT(rows(*lease_, "SELECT id FROM t WHERE a > 0 ORDER BY a"),
              ::testing::ElementsAre("42", "43", "44"));
}

TEST_F(TablesTest, QuotesInNames) {
  lease_->execute(R"(CREATE TABLE "a""b" (id INTEGER PRIMARY KEY))");
  EXPECT_TRUE(check("a\"b"));
}

TEST_F(TablesTest, KeyThatIsNotTheRowid) {
  EXPECT_FALSE(check_created("CREATE TABLE t (id INTEGER PRIMARY KEY, a) WITHOUT ROWID"));
  EXPECT_FALSE(check_created("CREATE TABLE t (id INT PRIMARY KEY, a)"));
  EXPECT_FALSE(check_created("CREATE TABLE t (id INTEGER PRIMARY KEY DESC, a)"));
  EXPECT_FALSE(check_created("CREATE TABLE t (id INTEGER, a, PRIMARY KEY (id, a))"));
  EXPECT_FALSE(check_created("CREATE TABLE t (id INTEGER, a)"));
  EXPECT_FALSE(check_created("CREATE TABLE t (id INTEGER PRIMARY KEY, rowid TEXT)"));
}

TEST_F(TablesTest, ConflictClause) {
  EXPECT_FALSE(
      check_created("CREATE TABLE t (id INTEGER PRIMARY KEY, a UNIQUE on\nConflict IGNORE)"));
  EXPECT_FALSE(check_created("CREATE TABLE t (id INTEGER PRIMARY KEY ON CONFLICT REPLACE, a)"));
}

TEST_F(TablesTest, NoTable) {
  EXPECT_FALSE(check("nobody"));
  lease_->execute("CREATE TABLE t (id INTEGER PRIMARY KEY); CREATE VIEW v AS SELECT * FROM t");
  EXPECT_FALSE(check("v"));
  lease_->execute("CREATE VIRTUAL TABLE words USING fts5(word)");
  EXPECT_FALSE(check("words"));
}

TEST_F(TablesTest, PlainTableNeedsNoRowid) {
  const auto is_plain = [this](const char* sql) {
    check_created(sql);
    return lease_->facts("t").is_plain;
  };
  EXPECT_TRUE(is_plain("CREATE TABLE t (id INTEGER PRIMARY KEY, a UNIQUE)"));
  EXPECT_TRUE(is_plain("CREATE TABLE t (id TEXT PRIMARY KEY) WITHOUT ROWID"));
  EXPECT_TRUE(is_plain("CREATE TABLE t (a)"));
  EXPECT_FALSE(is_plain("CREATE TABLE t (id TEXT PRIMARY KEY ON CONFLICT REPLACE)"));
  EXPECT_FALSE(
      is_plain("CREATE TABLE t (a); CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END"));
  EXPECT_FALSE(is_plain("CREATE TABLE t (a); CREATE TEMP TABLE t (a)"));
  EXPECT_FALSE(lease_->facts("nobody").is_plain);
}

TEST_F(TablesTest, ForeignKeys) {
  check_created("CREATE TABLE t (a, b REFERENCES u)");
  EXPECT_TRUE(lease_->facts("t").has_foreign_keys);
  check_created("CREATE TABLE t (a, b)");
  EXPECT_FALSE(lease_->facts("t").has_foreign_keys);
}

TEST_F(TablesTest, ColumnsThatIndexesBeginWith) {
  const auto indexed = [this](const char* sql) {
    check_created(sql);
    const TableFacts facts = lease_->facts("t");
    return std::vector<std::string>(facts.indexed.begin(), facts.indexed.end());
  };
  using ::testing::UnorderedElementsAre;
  EXPECT_THAT(indexed("CREATE TABLE t (a, b)"), UnorderedElementsAre());
  EXPECT_THAT(indexed("CREATE TABLE t (id INTEGER PRIMARY KEY, a, b UNIQUE, c, d, UNIQUE (c, d));"
                      "CREATE INDEX i ON t (b, a); CREATE INDEX j ON t (lower(a), a)"),
              UnorderedElementsAre("id", "b", "c"));
  EXPECT_THAT(indexed("CREATE TABLE t (a, b, c, PRIMARY KEY (b, a)) WITHOUT ROWID;"
                      "CREATE INDEX i ON t (c) WHERE c > 1"),
              UnorderedElementsAre("b", "c"));
  EXPECT_THAT(lease_->facts("nobody").indexed, ::testing::IsEmpty());
}

TEST_F(TablesTest, TriggerIsSeenWhenItAppears) {
  EXPECT_TRUE(check_created("CREATE TABLE t (id INTEGER PRIMARY KEY, a)"));
  lease_->execute("CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END");
  EXPECT_FALSE(check());
  lease_->execute("DROP TRIGGER tr");
  EXPECT_TRUE(check());
}

TEST_F(TablesTest, TemporaryTriggerIsSeenWhenItAppears) {
  EXPECT_TRUE(check_created("CREATE TABLE t (id INTEGER PRIMARY KEY, a)"));
  lease_->execute("CREATE TEMP TRIGGER tr AFTER INSERT ON main.t BEGIN SELECT 1; END");
  EXPECT_FALSE(check());
  lease_->execute("DROP TRIGGER tr");
  EXPECT_TRUE(check());
}

TEST_F(TablesTest, TemporaryTableHidesTheOther) {
  EXPECT_TRUE(check_created("CREATE TABLE t (id INTEGER PRIMARY KEY, a)"));
  lease_->execute("CREATE TEMP TABLE t (id INTEGER PRIMARY KEY)");
  EXPECT_FALSE(check());
}

TEST_F(TablesTest, RollbackOfTheSchemaIsNotMistakenForNoChange) {
  lease_->execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a)");
  lease_->execute("BEGIN; CREATE TABLE other (a)");
  EXPECT_TRUE(check());
  lease_->execute("ROLLBACK");
  // The schema's version is now the one that was checked.
  lease_->execute("CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END");
  EXPECT_FALSE(check());
}

TEST_F(TablesTest, RollbackToASavepointIsNotMistakenForNoChange) {
  lease_->execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a)");
  lease_->execute("BEGIN; SAVEPOINT s; CREATE TABLE other (a)");
  EXPECT_TRUE(check());
  lease_->execute("ROLLBACK TO s");
  lease_->execute("CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END");
  EXPECT_FALSE(check());
}

TEST_F(TablesTest, IdsNearTheLimit) {
  EXPECT_TRUE(check_created("CREATE TABLE t (id INTEGER PRIMARY KEY, a)"));
  rows(*lease_, "INSERT INTO t VALUES (9223372036854775800, 0)");
  EXPECT_FALSE(check());
  rows(*lease_, "DELETE FROM t");
  EXPECT_TRUE(check());
}

TEST_F(TablesTest, TriggerOfAnotherConnection) {
  TemporaryFolder folder;
  auto engine = EngineCore::open(folder.url("a.db"), {});
  auto one = engine->connect(nullptr);
  auto other = engine->connect(nullptr);
  one->execute("CREATE TABLE t (id INTEGER PRIMARY KEY)");
  EXPECT_TRUE(one->facts("t").has_consecutive_ids);
  other->execute("CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END");
  EXPECT_FALSE(one->facts("t").has_consecutive_ids);
}

}  // namespace
}  // namespace orm::db
