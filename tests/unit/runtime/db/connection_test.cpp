#include "db/connection.h"

#include <gmock/gmock.h>
#include <sqlite3.h>

#include <array>
#include <limits>

#include "db/test_database.h"
#include "orm/error.h"

namespace orm::db {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ConnectionTest : public ::testing::Test {
 protected:
  Connection& connection() { return *lease_; }
  std::array<ValueView, 5> read_row(std::string_view sql) {
    auto statement = acquire(connection(), sql, [sql] { return std::string(sql); });
    std::array<ValueView, 5> cells;
    EXPECT_TRUE(statement->step());
    statement->read(0, cells);
    for (std::size_t i = 0; i < cells.size(); ++i) kept_[i] = Value(cells[i]);
    for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = kept_[i].view();
    return cells;
  }

  std::shared_ptr<EngineCore> engine_ = EngineCore::open("sqlite://", {});
  ConnectionLease lease_ = engine_->connect(nullptr);
  std::array<Value, 5> kept_;
};

// SQLite has rolled back by itself, which nobody is told who does not use the session again.
TEST(OpenLookUps, LetGoOfTheDatabaseWhenTheTransactionIsLost) {
  const TemporaryFolder folder;
  const auto engine = EngineCore::open(folder.url("a.db"), {});
  const auto lease = engine->connect(nullptr);
  lease->execute(
      "CREATE TABLE t (a INTEGER PRIMARY KEY); INSERT INTO t VALUES (1), (2), (3); BEGIN");
  auto large = acquire(*lease, "large", [] { return "SELECT randomblob(10000000 * a) FROM t"; });
  ASSERT_TRUE(large->step());
  for (std::int64_t i = 0; i < 10; ++i) {
    auto look_up = acquire(*lease, "look up", [&lease] {
      StatementText text("SELECT a FROM t WHERE a = ?");
      text.look_up = "SELECT a, a FROM " + std::string(lease->look_up_source()) +
                     "(?1) AS s LEFT JOIN t ON a = +s.v1";
      return text;
    });
    const ValueView key = ValueView::of_integer(1 + i % 3);
    look_up->bind({&key, 1});
    EXPECT_TRUE(look_up->step());
  }
  const std::int64_t limit = sqlite3_hard_heap_limit64(sqlite3_memory_used() + 1000000);
  EXPECT_THROW(large->step(), StatementError);
  sqlite3_hard_heap_limit64(limit);
  EXPECT_FALSE(lease->in_transaction());
  large->reset();
  EXPECT_THAT(rows(*engine->connect(nullptr), "PRAGMA wal_checkpoint(TRUNCATE)"), ElementsAre("0"));
}

TEST_F(ConnectionTest, ReadsEveryKind) {
  EXPECT_THAT(
      read_row("SELECT 42, 1.5, 'Ada', x'00ff', NULL"),
      ElementsAre(ValueView::of_integer(42), ValueView::of_real(1.5), ValueView::of_text("Ada"),
                  ValueView::of_bytes("\0\xff", 2, ValueKind::Blob), ValueView()));
}

TEST_F(ConnectionTest, BindsEveryKind) {
  const std::string blob("\0\1\2", 3);
  const std::array<ValueView, 6> parameters{
      ValueView::of_integer(std::numeric_limits<std::int64_t>::min()),
      ValueView::of_real(-0.25),
      ValueView::of_text("grün"),
      ValueView::of_bytes(blob.data(), blob.size(), ValueKind::Blob),
      ValueView(),
      ValueView::of_text("")};
  auto statement = acquire(connection(), "s", [] { return "SELECT ?, ?, ?, ?, ?, ?"; });
  statement->bind(parameters);
  ASSERT_TRUE(statement->step());
  std::array<ValueView, 6> cells;
  statement->read(0, cells);
  EXPECT_EQ(cells, parameters);
  EXPECT_FALSE(statement->step());
}

TEST_F(ConnectionTest, EachRunHasTheValuesThatItIsGiven) {
  using Values = std::array<ValueView, 2>;
  const ValueView one = ValueView::of_integer(1);
  const ValueView two = ValueView::of_integer(2);
  const ValueView text = ValueView::of_text("1");
  auto statement = acquire(connection(), "s", [] { return "SELECT ?, ?"; });
  for (const Values& given : {Values{one, one}, Values{one, two}, Values{two, two},
                              Values{ValueView(), two}, Values{two, text}, Values{two, one},
                              Values{ValueView::of_real(1), one}, Values{one, one}}) {
    statement->bind(given);
    ASSERT_TRUE(statement->step());
    Values cells;
    statement->read(0, cells);
    EXPECT_EQ(cells, given);
    statement->reset();
  }
}

TEST_F(ConnectionTest, AValueThatWasNotTakenIsBoundAnew) {
  using Values = std::array<ValueView, 2>;
  const Values given{ValueView::of_integer(1), ValueView::of_integer(2)};
  // More than SQLite takes, which looks at none of it; an error tells how it begins.
  const std::string beginning(100, 'a');
  Values too_large = given;
  too_large[0] = ValueView::of_bytes(beginning.data(), std::size_t{1} << 31, ValueKind::Text);
  auto statement = acquire(connection(), "s", [] { return "SELECT ?, ?"; });
  statement->bind(given);
  statement->reset();
  EXPECT_THROW(statement->bind(too_large), DataError);
  statement->reset();
  statement->bind(given);
  ASSERT_TRUE(statement->step());
  Values cells;
  statement->read(0, cells);
  EXPECT_EQ(cells, given);
}

TEST_F(ConnectionTest, EmptyTextAndBlobAreNotNull) {
  EXPECT_THAT(rows(connection(), "SELECT typeof(?)", {ValueView::of_text(std::string_view())}),
              ElementsAre("'text'"));
  EXPECT_THAT(
      rows(connection(), "SELECT typeof(?)", {ValueView::of_bytes(nullptr, 0, ValueKind::Blob)}),
      ElementsAre("'blob'"));
  EXPECT_EQ(read_row("SELECT x'', ''")[0].kind, ValueKind::Blob);
}

TEST_F(ConnectionTest, ReadsFromAnyColumn) {
  auto statement = acquire(connection(), "s", [] { return "SELECT 1, 2, 3"; });
  ASSERT_TRUE(statement->step());
  std::array<ValueView, 2> cells;
  statement->read(1, cells);
  EXPECT_THAT(cells, ElementsAre(ValueView::of_integer(2), ValueView::of_integer(3)));
}

TEST_F(ConnectionTest, TextOfAnUtf16DatabaseIsUtf8) {
  connection().execute("PRAGMA encoding = 'UTF-16'");
  connection().execute("CREATE TABLE t (a TEXT, b TEXT)");
  rows(connection(), "INSERT INTO t VALUES (?, '')", {ValueView::of_text("größer 😀")});
  EXPECT_THAT(rows(connection(), "SELECT a FROM t"), ElementsAre("'größer 😀'"));
  EXPECT_THAT(rows(connection(), "SELECT b FROM t"), ElementsAre("''"));
}

TEST_F(ConnectionTest, StatementIsReusedByShape) {
  auto first = connection().prepare("shape", "SELECT 1");
  EXPECT_EQ(connection().find("shape"), nullptr);
  connection().release(first);
  EXPECT_EQ(connection().find("shape"), first);
  connection().release(first);
}

TEST_F(ConnectionTest, ReleasedStatementStartsAgain) {
  connection().execute("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)");
  for (int run = 0; run < 2; ++run) {
    auto statement = acquire(connection(), "s", [] { return "SELECT a FROM t ORDER BY a"; });
    ASSERT_TRUE(statement->step());
    ValueView cell;
    statement->read(0, {&cell, 1});
    EXPECT_EQ(cell, ValueView::of_integer(1));
  }
}

TEST_F(ConnectionTest, ParametersAreNotRemembered) {
  auto statement = acquire(connection(), "s", [] { return "SELECT ?"; });
  const ValueView one = ValueView::of_integer(1);
  statement->bind({&one, 1});
  EXPECT_TRUE(statement->step());
  statement->reset();
  EXPECT_THROW(statement->step(), InvalidRequestError);
}

TEST_F(ConnectionTest, WrongNumberOfParametersIsRefused) {
  auto statement = acquire(connection(), "s", [] { return "SELECT ?, ?"; });
  const ValueView one = ValueView::of_integer(1);
  EXPECT_THAT(error_of<InvalidRequestError>([&] { statement->bind({&one, 1}); }),
              HasSubstr("takes 2 parameters, 1 were given"));
}

TEST_F(ConnectionTest, TextOfTwoStatementsIsRefused) {
  EXPECT_THROW(connection().prepare("s", "SELECT 1; SELECT 2"), InvalidRequestError);
  EXPECT_THROW(connection().prepare("s", "  "), InvalidRequestError);
  connection().release(connection().prepare("s", "SELECT 1;\n"));
}

TEST_F(ConnectionTest, ForeignKeysAreEnforced) {
  EXPECT_THAT(rows(connection(), "PRAGMA foreign_keys"), ElementsAre("1"));
}

TEST_F(ConnectionTest, QuotedNameIsNeverAText) {
  EXPECT_THROW(rows(connection(), R"(SELECT "nobody")"), StatementError);
}

TEST_F(ConnectionTest, CountsChangesAndIds) {
  connection().execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a)");
  rows(connection(), "INSERT INTO t (a) VALUES (1), (2), (3)");
  EXPECT_EQ(connection().changes(), 3);
  EXPECT_EQ(connection().last_insert_id(), 3);
  EXPECT_GE(connection().max_parameters(), 999U);
}

TEST_F(ConnectionTest, KnowsItsTransaction) {
  EXPECT_FALSE(connection().in_transaction());
  connection().execute("BEGIN");
  EXPECT_TRUE(connection().in_transaction());
  connection().execute("COMMIT");
  EXPECT_FALSE(connection().in_transaction());
}

}  // namespace
}  // namespace orm::db
