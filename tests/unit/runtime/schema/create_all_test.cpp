#include <gmock/gmock.h>

#include "db/test_database.h"
#include "schema/test_registry.h"

namespace orm {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class CreateAllTest : public ::testing::Test {
 protected:
  CreateAllTest() {
    registry_
        .entity("users", R"(CREATE TABLE "users" ("id" INTEGER PRIMARY KEY NOT NULL,
                            "name" TEXT NOT NULL, "age" INTEGER, "height" REAL))",
                {R"(CREATE INDEX "ix_users_name" ON "users" ("name"))"},
                {{.name = "id", .type = ColumnType::Int64},
                 {.name = "name", .type = ColumnType::Text},
                 {.name = "age", .type = ColumnType::Int32},
                 {.name = "height", .type = ColumnType::Float64}})
        .entity("posts", R"(CREATE TABLE "posts" ("id" INTEGER PRIMARY KEY NOT NULL,
                            "user_id" INTEGER REFERENCES "users" ("id")))")
        .link_table("user_post", R"(CREATE TABLE "user_post" (
                    "user_id" INTEGER NOT NULL REFERENCES "users" ("id"),
                    "post_id" INTEGER NOT NULL REFERENCES "posts" ("id"),
                    PRIMARY KEY ("user_id", "post_id")))");
  }

  void create() { create_all(engine_, registry_.view()); }
  void execute(const char* sql) { engine_.core()->connect(nullptr)->execute(sql); }
  std::vector<std::string> names() {
    auto connection = engine_.core()->connect(nullptr);
    return db::rows(*connection,
                    "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name");
  }
  std::string mismatch() {
    return db::error_of<SchemaMismatchError>([this] { create(); });
  }

  Engine engine_ = create_engine("sqlite://");
  TestRegistry registry_;
};

TEST_F(CreateAllTest, CreatesTablesAndIndexes) {
  create();
  EXPECT_THAT(names(), ElementsAre("'ix_users_name'", "'posts'", "'user_post'", "'users'"));
}

TEST_F(CreateAllTest, TwiceIsAsGoodAsOnce) {
  create();
  StatementRecorder recorder(engine_);
  create();
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(CreateAllTest, RecorderSeesEveryStatementOfTheSchema) {
  StatementRecorder recorder(engine_);
  create();
  ASSERT_EQ(recorder.executions(), 4U);
  EXPECT_THAT(recorder.statements()[0].sql, HasSubstr("CREATE TABLE \"users\""));
  EXPECT_THAT(recorder.statements()[1].sql, HasSubstr("CREATE INDEX"));
}

TEST_F(CreateAllTest, CreatesWhatIsMissing) {
  create();
  execute(
      "DROP TABLE user_post; DROP INDEX ix_users_name; INSERT INTO users (name) VALUES ('Ada')");
  create();
  EXPECT_THAT(names(), ElementsAre("'ix_users_name'", "'posts'", "'user_post'", "'users'"));
  auto connection = engine_.core()->connect(nullptr);
  EXPECT_THAT(db::rows(*connection, "SELECT name FROM users"), ElementsAre("'Ada'"));
}

TEST_F(CreateAllTest, OtherSpellingsOfTheSameAreAccepted) {
  execute(R"(CREATE TABLE USERS (Height DOUBLE, age BOOLEAN, NAME VARCHAR(20) NOT NULL,
                                 id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT))");
  create();
}

TEST_F(CreateAllTest, ListsEveryDifferenceOfEveryTable) {
  execute(R"(CREATE TABLE users (id INTEGER PRIMARY KEY NOT NULL, age TEXT, height REAL NOT NULL,
                                 shoe INTEGER);
             CREATE TABLE user_post (user_id INTEGER NOT NULL REFERENCES users,
                                     post_id INTEGER REFERENCES posts (id),
                                     PRIMARY KEY (user_id)))");
  EXPECT_THAT(
      mismatch(),
      AllOf(HasSubstr("table \"users\" exists and differs: column \"name\" is missing; "
                      "column \"age\" is TEXT, the schema says INTEGER; "
                      "column \"height\" is NOT NULL, the schema allows NULL; "
                      "column \"shoe\" is not in the schema\n"),
            HasSubstr("table \"user_post\" exists and differs: "
                      "column \"post_id\" allows NULL, the schema says NOT NULL; "
                      "column \"post_id\" is not part of the primary key, in the schema it is\n"),
            Not(HasSubstr("posts\"")), HasSubstr("never alters")));
}

TEST_F(CreateAllTest, NothingIsCreatedNextToAMismatch) {
  execute("CREATE TABLE posts (id INTEGER PRIMARY KEY NOT NULL)");
  EXPECT_THAT(mismatch(), HasSubstr("column \"user_id\" is missing"));
  EXPECT_THAT(names(), ElementsAre("'posts'"));
}

TEST_F(CreateAllTest, KeyThatTheDatabaseDoesNotNumber) {
  execute("CREATE TABLE posts (id INT PRIMARY KEY NOT NULL, user_id INTEGER)");
  EXPECT_THAT(mismatch(), HasSubstr("column \"id\" is INT, which the database does not number"));
}

TEST_F(CreateAllTest, UniqueSetsForeignKeysAndIndexesThatDiffer) {
  registry_.entity("tags", R"(CREATE TABLE "tags" ("id" INTEGER PRIMARY KEY, "a" INTEGER,
                              "b" INTEGER, UNIQUE ("a", "b")))",
                   {R"(CREATE INDEX "ix_tags_b" ON "tags" ("b"))"});
  execute(R"(CREATE TABLE posts (id INTEGER PRIMARY KEY NOT NULL,
                                 user_id INTEGER REFERENCES users (id) ON DELETE CASCADE);
             CREATE TABLE tags (id INTEGER PRIMARY KEY, a INTEGER UNIQUE, b INTEGER);
             CREATE INDEX ix_tags_b ON tags (a))");
  EXPECT_THAT(
      mismatch(),
      AllOf(HasSubstr("table \"posts\" exists and differs: the foreign key (\"user_id\") leads to "
                      "\"users\" (\"id\") ON DELETE CASCADE, in the schema (\"user_id\") to "
                      "\"users\" (\"id\")\n"),
            HasSubstr("table \"tags\" exists and differs: (\"a\", \"b\") is not unique, the schema "
                      "says UNIQUE; (\"a\") is UNIQUE, in the schema it is not; index "
                      "\"ix_tags_b\" is on (\"a\"), in the schema on (\"b\")\n")));
}

TEST_F(CreateAllTest, ComputedColumn) {
  execute(
      "CREATE TABLE posts (id INTEGER PRIMARY KEY NOT NULL, user_id INTEGER AS (id + 1) STORED)");
  EXPECT_THAT(mismatch(), HasSubstr("column \"user_id\" is computed by the database"));
}

TEST_F(CreateAllTest, ViewOfTheSameName) {
  execute("CREATE VIEW users AS SELECT 1 AS id");
  EXPECT_THAT(mismatch(), HasSubstr("\"users\" exists and is no table but a view"));
}

TEST_F(CreateAllTest, FailureLeavesNothingBehind) {
  registry_.entity("broken", "CREATE TABLE \"broken\" (");
  EXPECT_THAT(db::error_of<StatementError>([this] { create(); }),
              HasSubstr("CREATE TABLE \"broken\" ("));
  EXPECT_THAT(names(), IsEmpty());
}

TEST_F(CreateAllTest, CircularKeys) {
  registry_.entity("a", R"(CREATE TABLE "a" ("id" INTEGER PRIMARY KEY, "b" REFERENCES "b" ("id")))")
      .entity("b", R"(CREATE TABLE "b" ("id" INTEGER PRIMARY KEY, "a" REFERENCES "a" ("id")))");
  create();
  create();
  EXPECT_THAT(names(), ::testing::SizeIs(6));
}

}  // namespace
}  // namespace orm
