#include <gmock/gmock.h>

#include "db/test_database.h"

namespace orm::db {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(StatementRecorder, CountsWhatItIsTold) {
  Engine engine = create_engine("sqlite://");
  auto connection = engine.core()->connect(nullptr);
  connection->executed("before", 1, 1);
  StatementRecorder recorder(engine);
  connection->executed("INSERT", 100, 2);
  connection->executed("SELECT", 1, 1);
  EXPECT_EQ(recorder.executions(), 2U);
  EXPECT_EQ(recorder.parameter_sets(), 101U);
  EXPECT_EQ(recorder.steps(), 3U);
  ASSERT_EQ(recorder.statements().size(), 2U);
  EXPECT_EQ(recorder.statements()[0].sql, "INSERT");
  EXPECT_EQ(recorder.statements()[0].parameter_sets, 100U);
  EXPECT_EQ(recorder.statements()[0].steps, 2U);
  recorder.clear();
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST(StatementRecorder, CountsCompiledStatementsOnly) {
  Engine engine = create_engine("sqlite://");
  auto connection = engine.core()->connect(nullptr);
  connection->execute("CREATE TABLE t (id INTEGER PRIMARY KEY)");
  StatementRecorder recorder(engine);
  rows(*connection, "SELECT 1");
  rows(*connection, "SELECT 1");
  rows(*connection, "SELECT 2");
  EXPECT_EQ(recorder.prepares(), 2U);
  connection->execute("BEGIN");
  EXPECT_TRUE(connection->facts("t").has_consecutive_ids);
  EXPECT_EQ(recorder.prepares(), 2U);
  EXPECT_EQ(recorder.executions(), 0U);
}

// The statement's first word, with what is told of it.
struct ToldStatements {
  struct Told {
    std::string sql;
    std::size_t parameters;
    std::int64_t rows;
    std::uint64_t connection;
    bool has_failed;

    friend bool operator==(const Told&, const Told&) = default;
    friend void PrintTo(const Told& event, std::ostream* out) {
      *out << event.sql << " " << event.parameters << " " << event.rows << " " << event.connection
           << (event.has_failed ? " failed" : "");
    }
  };

  EngineOptions options() {
    return {.on_statement = [this](const StatementEvent& event) {
      EXPECT_GE(event.time.count(), 0);
      time += event.time;
      told.push_back({std::string(event.sql.substr(0, event.sql.find(' '))), event.parameters,
                      event.rows, event.connection, event.has_failed});
    }};
  }
  std::vector<Told> heard() { return std::exchange(told, {}); }

  std::vector<Told> told;
  std::chrono::nanoseconds time{0};
};

TEST(StatementEvents, EveryRunIsToldOf) {
  ToldStatements statements;
  Engine engine = create_engine("sqlite://", statements.options());
  auto connection = engine.core()->connect(nullptr);
  EXPECT_THAT(statements.heard(), IsEmpty()) << "opening is the engine's own business";
  connection->execute("CREATE TABLE t (a, b)");
  connection->execute("BEGIN");
  rows(*connection, "INSERT INTO t VALUES (?, ?), (3, 4)",
       {ValueView::of_integer(1), ValueView::of_integer(2)});
  rows(*connection, "SELECT a FROM t WHERE a < ?", {ValueView::of_integer(9)});
  rows(*connection, "UPDATE t SET b = 0");
  rows(*connection, "DELETE FROM t WHERE a = 1 RETURNING a");
  connection->execute("COMMIT");
  using Told = ToldStatements::Told;
  EXPECT_THAT(statements.heard(),
              ElementsAre(Told{"CREATE", 0, 0, 1, false}, Told{"BEGIN", 0, 0, 1, false},
                          Told{"INSERT", 2, 2, 1, false}, Told{"SELECT", 1, 2, 1, false},
                          Told{"UPDATE", 0, 2, 1, false}, Told{"DELETE", 0, 1, 1, false},
                          Told{"COMMIT", 0, 0, 1, false}));
  EXPECT_GT(statements.time.count(), 0);
}

TEST(StatementEvents, AStatementOfWhichNotAllRowsAreReadIsToldOfWhenItEnds) {
  ToldStatements statements;
  Engine engine = create_engine("sqlite://", statements.options());
  auto connection = engine.core()->connect(nullptr);
  {
    const auto statement =
        acquire(*connection, "shape", [] { return std::string("VALUES (1), (2), (3)"); });
    EXPECT_TRUE(statement->step());
    EXPECT_TRUE(statement->step());
    EXPECT_THAT(statements.told, IsEmpty());
  }
  EXPECT_THAT(statements.heard(), ElementsAre(ToldStatements::Told{"VALUES", 0, 2, 1, false}));
}

TEST(StatementEvents, AFailureIsToldOf) {
  ToldStatements statements;
  Engine engine = create_engine("sqlite://", statements.options());
  auto connection = engine.core()->connect(nullptr);
  connection->execute("CREATE TABLE t (a UNIQUE); INSERT INTO t VALUES (1)");
  statements.told.clear();
  EXPECT_THROW(rows(*connection, "INSERT INTO t VALUES (1)"), IntegrityError);
  EXPECT_THROW(connection->execute("COMMIT"), StatementError);
  EXPECT_THAT(statements.heard(), ElementsAre(ToldStatements::Told{"INSERT", 0, 0, 1, true},
                                              ToldStatements::Told{"COMMIT", 0, 0, 1, true}));
}

TEST(StatementEvents, ConnectionsAreCounted) {
  TemporaryFolder folder;
  ToldStatements statements;
  Engine engine = create_engine(folder.url("a.db"), statements.options());
  auto first = engine.core()->connect(nullptr);
  auto second = engine.core()->connect(nullptr);
  rows(*second, "SELECT 1");
  rows(*first, "SELECT 1");
  ASSERT_EQ(statements.told.size(), 2U);
  EXPECT_EQ(statements.told[0].connection, 2U);
  EXPECT_EQ(statements.told[1].connection, 1U);
}

TEST(StatementEvents, WhatTheListenerThrowsIsAWarning) {
  std::vector<std::string> warnings;
  Engine engine = create_engine(
      "sqlite://", {.warn = [&](std::string_view text) { warnings.emplace_back(text); },
                    .on_statement = [](const StatementEvent&) { throw std::runtime_error("no"); }});
  EXPECT_THAT(rows(*engine.core()->connect(nullptr), "SELECT 1"), ElementsAre("1"));
  EXPECT_THAT(warnings, ElementsAre("EngineOptions::on_statement has thrown: no"));
}

TEST(StatementRecorder, SeesOneUserOnlyWhenTold) {
  TemporaryFolder folder;
  auto engine = EngineCore::open(folder.url("a.db"), {});
  const int one = 0;
  const int other = 0;
  Recording of_one(&one);
  Recording of_all(nullptr);
  engine->observers().recordings.add(of_one);
  engine->observers().recordings.add(of_all);
  auto first = engine->connect(&one);
  auto second = engine->connect(&other);
  first->executed("one", 1, 1);
  rows(*first, "SELECT 1");
  second->executed("other", 1, 1);
  rows(*second, "SELECT 1");
  engine->observers().recordings.remove(of_one);
  engine->observers().recordings.remove(of_all);
  first->executed("late", 1, 1);
  ASSERT_EQ(of_one.statements.size(), 1U);
  EXPECT_EQ(of_one.statements[0].sql, "one");
  EXPECT_EQ(of_one.prepares, 1U);
  EXPECT_EQ(of_all.statements.size(), 2U);
  EXPECT_EQ(of_all.prepares, 2U);
}

TEST(StatementRecorder, OutlivesTheLastHandleOfItsEngine) {
  auto engine = std::make_unique<Engine>(create_engine("sqlite://"));
  StatementRecorder recorder(*engine);
  engine.reset();
  EXPECT_EQ(recorder.executions(), 0U);
}

class LogTest : public ::testing::Test {
 protected:
  Engine logging(bool hide_values) {
    EngineOptions options;
    options.log = [this](std::string_view line) { lines_.emplace_back(line); };
    options.hide_values = hide_values;
    return create_engine("sqlite://", options);
  }

  std::vector<std::string> lines_;
};

TEST_F(LogTest, HasOneLinePerRun) {
  auto connection = logging(false).core()->connect(nullptr);
  connection->execute("BEGIN");
  connection->execute("CREATE TABLE t (a, b)");
  for (int i = 1; i <= 2; ++i) {
    rows(*connection, "INSERT INTO t VALUES (?,\n  ?)",
         {ValueView::of_integer(i), ValueView::of_text("Ada")});
  }
  // Two rows are one run.
  rows(*connection, "SELECT a FROM t");
  connection->execute("COMMIT");
  EXPECT_THAT(
      lines_,
      ElementsAre("BEGIN", "CREATE TABLE t (a, b)", "INSERT INTO t VALUES (?, ?) [1, 'Ada']",
                  "INSERT INTO t VALUES (?, ?) [2, 'Ada']", "SELECT a FROM t", "COMMIT"));
}

TEST_F(LogTest, HidesValues) {
  auto connection = logging(true).core()->connect(nullptr);
  rows(*connection, "SELECT ?, ?", {ValueView::of_text("secret"), ValueView::of_integer(7)});
  EXPECT_THAT(lines_, ElementsAre("SELECT ?, ? [2 values]"));
}

TEST_F(LogTest, ShowsTheRollbackOfTheConnectionThatIsGivenBack) {
  const Engine engine = logging(false);
  engine.core()->connect(nullptr)->execute("BEGIN");
  EXPECT_THAT(lines_, ElementsAre("BEGIN", "ROLLBACK"));
}

TEST_F(LogTest, LogThatFailsDoesNotEndTheProgram) {
  EngineOptions options;
  options.log = [](std::string_view line) {
    if (line == "ROLLBACK") throw std::runtime_error("disk full");
  };
  TemporaryFolder folder;
  const Engine engine = create_engine(folder.url("a.db"), options);
  engine.core()->connect(nullptr)->execute("CREATE TABLE t (a); BEGIN; INSERT INTO t VALUES (1)");
  auto next = engine.core()->connect(nullptr);
  EXPECT_FALSE(next->in_transaction());
  EXPECT_THAT(rows(*next, "SELECT a FROM t"), IsEmpty());
}

TEST_F(LogTest, EchoGoesToStderr) {
  ::testing::internal::CaptureStderr();
  ::testing::internal::CaptureStdout();
  EngineOptions options;
  options.echo = true;
  {
    auto connection = create_engine("sqlite://", options).core()->connect(nullptr);
    rows(*connection, "SELECT ?", {ValueView::of_integer(1)});
  }
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "SELECT ? [1]\n");
  EXPECT_EQ(::testing::internal::GetCapturedStdout(), "");
}

TEST_F(LogTest, NobodyListensByDefault) {
  ::testing::internal::CaptureStderr();
  rows(*create_engine("sqlite://").core()->connect(nullptr), "SELECT 1");
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace orm::db
