#include <gmock/gmock.h>

#include "db/test_database.h"

namespace orm::db {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class ErrorsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    lease_->execute(R"(
      CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL,
                          age INTEGER CONSTRAINT grown CHECK (age > 17));
      CREATE TABLE posts (id INTEGER PRIMARY KEY, slug TEXT UNIQUE, user_id REFERENCES users(id));
      CREATE UNIQUE INDEX by_lower ON users (lower(name));
      INSERT INTO users VALUES (1, 'Ada', 36);
      INSERT INTO posts VALUES (1, 'first', 1);)");
  }
  IntegrityError violation(std::string_view sql) {
    try {
      rows(*lease_, sql);
    } catch (const IntegrityError& error) {
      return error;
    }
    ADD_FAILURE() << "no IntegrityError by " << sql;
    return IntegrityError("", "", 0, IntegrityError::Kind::Other, "");
  }

  std::shared_ptr<EngineCore> engine_ = EngineCore::open("sqlite://", {});
  ConnectionLease lease_ = engine_->connect(nullptr);
};

TEST_F(ErrorsTest, UniqueNamesTheColumn) {
  const auto error = violation("INSERT INTO posts (slug) VALUES ('first')");
  EXPECT_EQ(error.kind(), IntegrityError::Kind::Unique);
  EXPECT_EQ(error.constraint(), "posts.slug");
  EXPECT_EQ(error.sql(), "INSERT INTO posts (slug) VALUES ('first')");
  EXPECT_NE(error.driver_code(), 0);
}

TEST_F(ErrorsTest, PrimaryKeyIsUnique) {
  const auto error = violation("INSERT INTO users VALUES (1, 'Bob', 20)");
  EXPECT_EQ(error.kind(), IntegrityError::Kind::Unique);
  EXPECT_EQ(error.constraint(), "users.id");
}

TEST_F(ErrorsTest, IndexOverAnExpressionIsNamed) {
  const auto error = violation("INSERT INTO users VALUES (2, 'ADA', 20)");
  EXPECT_EQ(error.kind(), IntegrityError::Kind::Unique);
  EXPECT_EQ(error.constraint(), "by_lower");
}

TEST_F(ErrorsTest, NotNullNamesTheColumn) {
  const auto error = violation("INSERT INTO users (age) VALUES (20)");
  EXPECT_EQ(error.kind(), IntegrityError::Kind::NotNull);
  EXPECT_EQ(error.constraint(), "users.name");
}

TEST_F(ErrorsTest, CheckIsNamed) {
  const auto error = violation("INSERT INTO users VALUES (2, 'Bob', 3)");
  EXPECT_EQ(error.kind(), IntegrityError::Kind::Check);
  EXPECT_EQ(error.constraint(), "grown");
}

TEST_F(ErrorsTest, ForeignKeyHasNoName) {
  for (const char* sql : {"INSERT INTO posts (user_id) VALUES (99)", "DELETE FROM users"}) {
    const auto error = violation(sql);
    EXPECT_EQ(error.kind(), IntegrityError::Kind::ForeignKey);
    EXPECT_EQ(error.constraint(), "");
  }
}

TEST_F(ErrorsTest, DeferredForeignKeyFailsAtCommit) {
  lease_->execute("PRAGMA defer_foreign_keys = ON; BEGIN; PRAGMA defer_foreign_keys = ON");
  rows(*lease_, "INSERT INTO posts (user_id) VALUES (99)");
  EXPECT_THROW(lease_->execute("COMMIT"), IntegrityError);
  EXPECT_TRUE(lease_->in_transaction());
}

TEST_F(ErrorsTest, TriggerThatRaisesIsAnotherConstraint) {
  lease_->execute(
      "CREATE TRIGGER no BEFORE DELETE ON posts BEGIN SELECT RAISE(ABORT, 'posts stay'); END");
  const auto error = violation("DELETE FROM posts");
  EXPECT_EQ(error.kind(), IntegrityError::Kind::Other);
  EXPECT_THAT(error.what(), HasSubstr("posts stay"));
}

TEST_F(ErrorsTest, MessageHasCauseStatementAndValues) {
  const std::string message = error_of<IntegrityError>([&] {
    rows(*lease_, "INSERT INTO posts (slug, user_id) VALUES (?, ?)",
         {ValueView::of_text("first"), ValueView::of_integer(1)});
  });
  EXPECT_THAT(message,
              AllOf(HasSubstr("UNIQUE constraint failed: posts.slug"),
                    HasSubstr("INSERT INTO posts (slug, user_id)"), HasSubstr("['first', 1]")));
}

TEST_F(ErrorsTest, HiddenValuesStayOutOfTheMessage) {
  lease_.give_back();
  EngineOptions options;
  options.hide_values = true;
  auto engine = EngineCore::open("sqlite://", options);
  auto connection = engine->connect(nullptr);
  connection->execute("CREATE TABLE t (a UNIQUE)");
  const auto insert = [&] {
    rows(*connection, "INSERT INTO t VALUES (?)", {ValueView::of_text("secret")});
  };
  insert();
  EXPECT_THAT(error_of<IntegrityError>(insert),
              AllOf(HasSubstr("[1 value]"), Not(HasSubstr("secret"))));
}

TEST_F(ErrorsTest, SyntaxErrorIsAStatementError) {
  const std::string message = error_of<StatementError>([&] { rows(*lease_, "SELEC 1"); });
  EXPECT_THAT(message, AllOf(HasSubstr("syntax error"), HasSubstr("[SQL: SELEC 1]")));
  EXPECT_THAT(error_of<StatementError>([&] { lease_->execute("DROP TABLE nobody"); }),
              HasSubstr("no such table: nobody"));
}

TEST_F(ErrorsTest, ValueOfTheWrongTypeIsADataError) {
  EXPECT_THROW(rows(*lease_, "INSERT INTO users VALUES (?, 'Bob', 20)",
                    {ValueView::of_text("not a number")}),
               DataError);
  lease_->execute("CREATE TABLE strict_table (a INTEGER) STRICT");
  EXPECT_THROW(rows(*lease_, "INSERT INTO strict_table VALUES ('x')"), DataError);
}

TEST_F(ErrorsTest, TextThatIsTooLongIsADataError) {
  // Refused by its size alone: only the beginning is there, for the message.
  const std::string beginning(1000, 'x');
  const ValueView huge =
      ValueView::of_bytes(beginning.data(), std::size_t{3} << 30, ValueKind::Text);
  EXPECT_THROW(rows(*lease_, "SELECT ?", {huge}), DataError);
}

TEST_F(ErrorsTest, TableInUseIsBusy) {
  auto statement = acquire(*lease_, "s", [] { return "SELECT * FROM posts"; });
  ASSERT_TRUE(statement->step());
  EXPECT_THAT(error_of<BusyError>([&] { lease_->execute("DROP TABLE posts"); }),
              HasSubstr("locked"));
}

TEST_F(ErrorsTest, StatementCanBeUsedAfterItFailed) {
  const std::string sql = "INSERT INTO posts (slug) VALUES (?)";
  EXPECT_THROW(rows(*lease_, sql, {ValueView::of_text("first")}), IntegrityError);
  rows(*lease_, sql, {ValueView::of_text("second")});
  EXPECT_EQ(lease_->changes(), 1);
}

class FileErrorsTest : public ::testing::Test {
 protected:
  EngineOptions impatient() {
    EngineOptions options;
    options.busy_timeout = std::chrono::milliseconds(20);
    return options;
  }

  TemporaryFolder folder_;
};

TEST_F(FileErrorsTest, LockOfAnotherConnectionIsBusy) {
  auto engine = EngineCore::open(folder_.url("a.db"), impatient());
  auto one = engine->connect(nullptr);
  auto other = engine->connect(nullptr);
  one->execute("CREATE TABLE t (a); BEGIN IMMEDIATE");
  EXPECT_THAT(
      error_of<BusyError>([&] { other->execute("BEGIN IMMEDIATE"); }),
      AllOf(HasSubstr(folder_.file("a.db")), HasSubstr("20 ms"), HasSubstr(".busy_timeout")));
  one->execute("COMMIT");
  other->execute("BEGIN IMMEDIATE");
}

TEST_F(FileErrorsTest, OutdatedSnapshotIsASerializationError) {
  auto engine = EngineCore::open(folder_.url("a.db"), impatient());
  auto one = engine->connect(nullptr);
  auto other = engine->connect(nullptr);
  one->execute("CREATE TABLE t (a); BEGIN");
  rows(*one, "SELECT * FROM t");
  rows(*other, "INSERT INTO t VALUES (1)");
  EXPECT_THAT(error_of<SerializationError>([&] { rows(*one, "INSERT INTO t VALUES (2)"); }),
              HasSubstr("run the transaction again"));
}

TEST_F(FileErrorsTest, DamagedFileIsAConnectionErrorAndTheConnectionIsClosed) {
  auto engine = EngineCore::open(folder_.url("a.db"), impatient());
  {
    auto connection = engine->connect(nullptr);
    connection->execute("PRAGMA journal_mode = DELETE; CREATE TABLE t (a); CREATE TABLE u (a)");
    rows(*connection, "INSERT INTO t VALUES (?)", {ValueView::of_text(std::string(20000, 'x'))});
  }
  std::fstream file(folder_.file("a.db"), std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(4096);
  file << std::string(4096, '\xAA');
  file.close();
  {
    auto connection = engine->connect(nullptr);
    connection->execute("PRAGMA cache_size = 0");
    connection->execute("PRAGMA user_version");
    EXPECT_THAT(error_of<ConnectionError>([&] {
                  rows(*connection, "SELECT length(a) FROM t WHERE a LIKE '%y%'");
                  rows(*connection, "SELECT count(*) FROM sqlite_master, t, u");
                }),
                AllOf(HasSubstr(folder_.file("a.db")), HasSubstr("damaged")));
    connection->execute("CREATE TEMP TABLE mark (a)");
  }
  auto next = engine->connect(nullptr);
  EXPECT_TRUE(rows(*next, "SELECT name FROM sqlite_temp_master").empty());
}

}  // namespace
}  // namespace orm::db
