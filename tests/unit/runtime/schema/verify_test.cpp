#include <gmock/gmock.h>

#include "db/test_database.h"
#include "schema/test_registry.h"

namespace orm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = SchemaDifference::Kind;

constexpr const char* users_table = R"(CREATE TABLE "users" ("id" INTEGER PRIMARY KEY,
    "name" TEXT NOT NULL UNIQUE, "age" INTEGER, "height" REAL, "photo" BLOB))";
constexpr const char* lines_table = R"(CREATE TABLE "lines" ("tenant" INTEGER NOT NULL,
    "number" INTEGER NOT NULL, "owner" INTEGER REFERENCES "users" ("id") ON DELETE CASCADE,
    "up_tenant" INTEGER, "up_number" INTEGER, PRIMARY KEY ("tenant", "number"),
    UNIQUE ("tenant", "owner"),
    FOREIGN KEY ("up_tenant", "up_number") REFERENCES "lines" ("tenant", "number")))";

class VerifyTest : public ::testing::Test {
 protected:
  VerifyTest() {
    registry_
        .entity("users", users_table, {R"(CREATE INDEX "ix_users_age" ON "users" ("age"))"},
                {{.name = "id", .type = ColumnType::Int64},
                 {.name = "name", .type = ColumnType::Text},
                 {.name = "age", .type = ColumnType::Int16, .nullable = true},
                 {.name = "height", .type = ColumnType::Float64, .nullable = true},
                 {.name = "photo", .type = ColumnType::Bytes, .nullable = true}})
        .entity("lines", lines_table)
        .link_table("user_line", R"(CREATE TABLE "user_line" ("user_id" INTEGER NOT NULL,
                    "line" INTEGER NOT NULL, PRIMARY KEY ("user_id", "line")))");
    create_all(engine_, registry_.view());
  }

  void execute(const std::string& sql) { engine_.core()->connect(nullptr)->execute(sql.c_str()); }
  // In place of the table that create_all has made.
  void replace(const std::string& table, const std::string& create) {
    execute("PRAGMA foreign_keys = OFF; DROP TABLE " + table + "; " + create +
            "; PRAGMA foreign_keys = ON");
  }
  std::vector<std::string> messages() {
    std::vector<std::string> texts;
    for (const SchemaDifference& difference : engine_.verify(registry_.view())) {
      texts.push_back(difference.message);
    }
    return texts;
  }
  std::vector<Kind> kinds() {
    std::vector<Kind> found;
    for (const SchemaDifference& difference : engine_.verify(registry_.view())) {
      found.push_back(difference.kind);
    }
    return found;
  }

  Engine engine_ = create_engine("sqlite://");
  TestRegistry registry_;
};

constexpr const char* index_on_age = "; CREATE INDEX ix_users_age ON users (age)";

TEST_F(VerifyTest, WhatCreateAllMakesDoesNotDiffer) { EXPECT_THAT(messages(), IsEmpty()); }

TEST_F(VerifyTest, ChangesNothingAndCountsNoStatement) {
  StatementRecorder recorder(engine_);
  messages();
  EXPECT_EQ(recorder.executions(), 0U);
  auto connection = engine_.core()->connect(nullptr);
  EXPECT_FALSE(connection->in_transaction());
}

TEST_F(VerifyTest, TheSameInOtherWords) {
  replace("users", R"(CREATE TABLE [USERS] ([Photo] VARBINARY(9), Height NUMERIC(10,2),
      [Age] SMALLINT, [Name] NVARCHAR(160) NOT NULL, [ID] INTEGER NOT NULL,
      CONSTRAINT [PK_Users] PRIMARY KEY ([ID]), CONSTRAINT any_name UNIQUE (name));
      CREATE INDEX another_name ON users (AGE))");
  replace("lines",
          R"(CREATE TABLE lines (up_number INT, up_tenant INT, owner INT, number INT NOT NULL,
      tenant INT NOT NULL, PRIMARY KEY (tenant, number),
      FOREIGN KEY (up_number, up_tenant) REFERENCES Lines (number, tenant),
      FOREIGN KEY (owner) REFERENCES users ON DELETE CASCADE ON UPDATE NO ACTION);
      CREATE UNIQUE INDEX owners ON lines (owner, tenant))");
  EXPECT_THAT(messages(), IsEmpty());
}

TEST_F(VerifyTest, MoreThanTheSchemaKnowsIsNoDifference) {
  execute(R"(ALTER TABLE users ADD COLUMN shoe INTEGER;
             ALTER TABLE users ADD COLUMN hat INTEGER NOT NULL DEFAULT 7;
             ALTER TABLE users ADD COLUMN twice INTEGER NOT NULL AS (age * 2);
             CREATE TABLE others (id INTEGER PRIMARY KEY);
             CREATE INDEX ix_more ON users (height);
             CREATE UNIQUE INDEX ix_some ON users (height) WHERE height > 2;
             CREATE UNIQUE INDEX ix_lower ON users (lower(name));
             CREATE UNIQUE INDEX ix_wider ON users (name, height))");
  EXPECT_THAT(messages(), IsEmpty());
}

TEST_F(VerifyTest, MissingTables) {
  execute("DROP TABLE user_line; DROP TABLE lines");
  EXPECT_THAT(messages(),
              ElementsAre("table \"lines\" is missing", "table \"user_line\" is missing"));
  EXPECT_THAT(kinds(), ElementsAre(Kind::MissingTable, Kind::MissingTable));
  EXPECT_EQ(engine_.verify(registry_.view())[0].table, "lines");
}

TEST_F(VerifyTest, ViewInPlaceOfATable) {
  replace("user_line", "CREATE VIEW user_line AS SELECT 1 AS user_id, 2 AS line");
  EXPECT_THAT(messages(), ElementsAre("\"user_line\" is no table but a view"));
  EXPECT_THAT(kinds(), ElementsAre(Kind::NotATable));
}

TEST_F(VerifyTest, Columns) {
  replace("users", std::string(R"(CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE,
      age VARCHAR(9), height REAL NOT NULL, hat INTEGER NOT NULL))") +
                       index_on_age);
  EXPECT_THAT(messages(),
              ElementsAre("table \"users\": column \"name\" allows NULL, the schema says NOT NULL",
                          "table \"users\": column \"age\" is VARCHAR(9), the schema says INTEGER",
                          "table \"users\": column \"height\" is NOT NULL, the schema allows NULL",
                          "table \"users\": column \"photo\" is missing",
                          "table \"users\": column \"hat\" is not in the schema, and a new row "
                          "needs a value for it (NOT NULL, no default)"));
  EXPECT_THAT(kinds(), ElementsAre(Kind::Nullability, Kind::ColumnType, Kind::Nullability,
                                   Kind::MissingColumn, Kind::ExtraColumn));
}

TEST_F(VerifyTest, ComputedColumn) {
  replace("user_line", R"(CREATE TABLE user_line (user_id INTEGER NOT NULL PRIMARY KEY,
                          line INTEGER NOT NULL AS (user_id + 1)))");
  EXPECT_THAT(kinds(), ElementsAre(Kind::PrimaryKey, Kind::ComputedColumn));
}

TEST_F(VerifyTest, OrderOfThePrimaryKey) {
  replace("user_line", R"(CREATE TABLE user_line (user_id INTEGER NOT NULL, line INTEGER NOT NULL,
                          PRIMARY KEY (line, user_id)))");
  EXPECT_THAT(messages(), ElementsAre("table \"user_line\": the primary key is (\"line\", "
                                      "\"user_id\"), the schema says (\"user_id\", \"line\")"));
  EXPECT_THAT(kinds(), ElementsAre(Kind::PrimaryKey));
}

TEST_F(VerifyTest, KeyWithAColumnMore) {
  replace("user_line", R"(CREATE TABLE user_line (user_id INTEGER NOT NULL, line INTEGER NOT NULL,
                          at INTEGER DEFAULT 0, PRIMARY KEY (user_id, line, at)))");
  EXPECT_THAT(kinds(), ElementsAre(Kind::PrimaryKey));
}

TEST_F(VerifyTest, KeysThatTheDatabaseDoesNotNumber) {
  const std::string columns = "name TEXT NOT NULL UNIQUE, age INTEGER, height REAL, photo BLOB";
  for (const std::string& create :
       {"CREATE TABLE users (id INT PRIMARY KEY NOT NULL, " + columns + ")",
        "CREATE TABLE users (id INTEGER PRIMARY KEY, " + columns + ") WITHOUT ROWID",
        "CREATE TABLE users (id INTEGER PRIMARY KEY DESC, " + columns + ")"}) {
    replace("users", create + index_on_age);
    EXPECT_THAT(kinds(), ElementsAre(Kind::GeneratedKey)) << create;
  }
}

TEST_F(VerifyTest, UniqueSets) {
  replace("users", std::string(R"(CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL,
      age INTEGER, height REAL UNIQUE, photo BLOB))") +
                       index_on_age);
  EXPECT_THAT(messages(),
              ElementsAre("table \"users\": (\"name\") is not unique, the schema says UNIQUE",
                          "table \"users\": (\"height\") is UNIQUE, in the schema it is not"));
  EXPECT_THAT(kinds(), ElementsAre(Kind::UniqueSet, Kind::UniqueSet));
}

TEST_F(VerifyTest, UniqueTogetherIsNotUniqueAlone) {
  replace("users", std::string(R"(CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL,
      age INTEGER, height REAL, photo BLOB, UNIQUE (name, age)))") +
                       index_on_age);
  EXPECT_THAT(messages(),
              ElementsAre("table \"users\": (\"name\") is not unique, the schema says UNIQUE"));
}

TEST_F(VerifyTest, UniqueIndexOverSomeRowsIsNotTheSet) {
  replace("users", std::string(R"(CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL,
      age INTEGER, height REAL, photo BLOB);
      CREATE UNIQUE INDEX grown ON users (name) WHERE age > 17)") +
                       index_on_age);
  EXPECT_THAT(kinds(), ElementsAre(Kind::UniqueSet));
}

class VerifyForeignKeysTest : public VerifyTest {
 protected:
  std::vector<std::string> messages_with(const std::string& keys) {
    replace("lines", R"(CREATE TABLE lines (tenant INTEGER NOT NULL, number INTEGER NOT NULL,
        owner INTEGER, up_tenant INTEGER, up_number INTEGER, PRIMARY KEY (tenant, number),
        UNIQUE (tenant, owner))" +
                         keys + ")");
    for (const Kind kind : kinds()) EXPECT_EQ(kind, Kind::ForeignKey);
    return messages();
  }
  static constexpr const char* owner_table =
      ", FOREIGN KEY (owner) REFERENCES users (id) ON DELETE CASCADE";
  static constexpr const char* up_key =
      ", FOREIGN KEY (up_tenant, up_number) REFERENCES lines (tenant, number)";
  const std::string owner_ = owner_table;
  const std::string up_ = up_key;
};

TEST_F(VerifyForeignKeysTest, Missing) {
  EXPECT_THAT(messages_with(owner_),
              ElementsAre("table \"lines\": the foreign key (\"up_tenant\", \"up_number\") to "
                          "\"lines\" (\"tenant\", \"number\") is missing"));
}

TEST_F(VerifyForeignKeysTest, NotInTheSchema) {
  EXPECT_THAT(messages_with(owner_ + up_ + ", FOREIGN KEY (number) REFERENCES users"),
              ElementsAre("table \"lines\": the foreign key (\"number\") to \"users\" (\"id\") is "
                          "not in the schema"));
}

TEST_F(VerifyForeignKeysTest, OtherActions) {
  EXPECT_THAT(messages_with(up_ + " ON UPDATE CASCADE, FOREIGN KEY (owner) REFERENCES users (id)"),
              ElementsAre("table \"lines\": the foreign key (\"owner\") leads to \"users\" "
                          "(\"id\"), in the schema (\"owner\") to \"users\" (\"id\") ON DELETE "
                          "CASCADE",
                          "table \"lines\": the foreign key (\"up_tenant\", \"up_number\") leads "
                          "to \"lines\" (\"tenant\", \"number\") ON UPDATE CASCADE, in the schema "
                          "(\"up_tenant\", \"up_number\") to \"lines\" (\"tenant\", \"number\")"));
}

TEST_F(VerifyForeignKeysTest, OtherTargetColumnsOfAKeyOfSeveral) {
  EXPECT_THAT(
      messages_with(owner_ +
                    ", FOREIGN KEY (up_tenant, up_number) REFERENCES lines (number, tenant)"),
      ::testing::SizeIs(1));
}

TEST_F(VerifyForeignKeysTest, TargetThatIsMissing) {
  EXPECT_THAT(messages_with(up_ + ", FOREIGN KEY (owner) REFERENCES gone"),
              ElementsAre("table \"lines\": the foreign key (\"owner\") leads to \"gone\", in the "
                          "schema (\"owner\") to \"users\" (\"id\") ON DELETE CASCADE"));
}

TEST_F(VerifyForeignKeysTest, OtherTarget) {
  EXPECT_THAT(messages_with(up_ + ", FOREIGN KEY (owner) REFERENCES gone (id) ON DELETE CASCADE"),
              ElementsAre("table \"lines\": the foreign key (\"owner\") leads to \"gone\" "
                          "(\"id\") ON DELETE CASCADE, in the schema (\"owner\") to \"users\" "
                          "(\"id\") ON DELETE CASCADE"));
}

TEST_F(VerifyTest, Indexes) {
  execute("DROP INDEX ix_users_age");
  EXPECT_THAT(messages(),
              ElementsAre("table \"users\": index \"ix_users_age\" on (\"age\") is missing"));
  execute("CREATE INDEX ix_users_age ON users (height)");
  EXPECT_THAT(messages(), ElementsAre("table \"users\": index \"ix_users_age\" is on (\"height\"), "
                                      "in the schema on (\"age\")"));
  EXPECT_THAT(kinds(), ElementsAre(Kind::OtherIndex));
}

}  // namespace
}  // namespace orm
