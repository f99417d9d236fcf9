#include "sql/schema.h"

#include <gtest/gtest.h>

namespace orm::sql {
namespace {

TEST(DropTable, QuotesTheName) {
  EXPECT_EQ(drop_table(R"(a"b)"), R"(DROP TABLE IF EXISTS "a""b")");
}

TEST(IndexName, IsFoundInEveryForm) {
  EXPECT_EQ(index_name(R"(CREATE INDEX "ix_users_name" ON "users" ("name"))"), "ix_users_name");
  EXPECT_EQ(index_name("CREATE UNIQUE INDEX\n  \"a\"\"b\" ON t (x)"), "a\"b");
  EXPECT_EQ(index_name("create index plain on t(x)"), "plain");
  EXPECT_EQ(index_name(R"(CREATE INDEX IF NOT EXISTS "i" ON "t" ("x"))"), "i");
  EXPECT_EQ(index_name("CREATE TABLE t (x)"), "");
}

TEST(TypeAffinity, FollowsTheRulesOfSqlite) {
  EXPECT_EQ(type_affinity("INTEGER"), "INTEGER");
  EXPECT_EQ(type_affinity("bigint"), "INTEGER");
  EXPECT_EQ(type_affinity("VARCHAR(20)"), "TEXT");
  EXPECT_EQ(type_affinity("BLOB"), "BLOB");
  EXPECT_EQ(type_affinity(""), "BLOB");
  EXPECT_EQ(type_affinity("DOUBLE PRECISION"), "REAL");
  EXPECT_EQ(type_affinity("FLOAT"), "REAL");
  EXPECT_EQ(type_affinity("BOOLEAN"), "NUMERIC");
  // The rules are tried in order: INT comes first.
  EXPECT_EQ(type_affinity("CHARINT"), "INTEGER");
}

TEST(IsSameName, IgnoresTheCaseOfAsciiLetters) {
  EXPECT_TRUE(is_same_name("Users", "uSERS"));
  EXPECT_FALSE(is_same_name("users", "user"));
  EXPECT_FALSE(is_same_name("Ä", "ä"));
}

}  // namespace
}  // namespace orm::sql
