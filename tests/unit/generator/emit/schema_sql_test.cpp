#include "emit/schema_sql.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "unit/generator/emit/models.h"

namespace ormgen {
namespace {

using emitting::column;
using emitting::entity;
using emitting::generated_key;
using emitting::model_of;
using model::ScalarType;

std::string create_table_with(model::Column added) {
  return create_table({}, entity("t", {generated_key(), std::move(added)}));
}

std::string line_of(model::Column added) {
  const std::string sql = create_table_with(std::move(added));
  const std::size_t begin = sql.find(",\n  ") + 4;
  return sql.substr(begin, sql.rfind('\n') - begin);
}

TEST(SchemaSql, EveryTypeHasAStorage) {
  EXPECT_EQ(line_of(column("c", ScalarType::Bool)),
            R"("c" INTEGER NOT NULL CHECK ("c" IN (0, 1)))");
  EXPECT_EQ(line_of(column("c", ScalarType::Int16)), R"("c" INTEGER NOT NULL)");
  EXPECT_EQ(line_of(column("c", ScalarType::Int32)), R"("c" INTEGER NOT NULL)");
  EXPECT_EQ(line_of(column("c", ScalarType::Int64)), R"("c" INTEGER NOT NULL)");
  EXPECT_EQ(line_of(column("c", ScalarType::Float32)), R"("c" REAL NOT NULL)");
  EXPECT_EQ(line_of(column("c", ScalarType::Float64)), R"("c" REAL NOT NULL)");
  EXPECT_EQ(line_of(column("c", ScalarType::String)), R"("c" TEXT NOT NULL)");
  EXPECT_EQ(line_of(column("c", ScalarType::Text)), R"("c" TEXT NOT NULL)");
  EXPECT_EQ(line_of(column("c", ScalarType::Bytes)), R"("c" BLOB NOT NULL)");
}

TEST(SchemaSql, ALengthIsChecked) {
  model::Column made = column("c", ScalarType::String);
  made.length = 80;
  made.is_nullable = true;
  EXPECT_EQ(line_of(made), R"("c" TEXT CHECK (length("c") <= 80))");
}

TEST(SchemaSql, IdentifiersAreQuoted) {
  EXPECT_EQ(line_of(column("a\"b", ScalarType::Int64)), R"("a""b" INTEGER NOT NULL)");
}

TEST(SchemaSql, ADefaultIsNoConcernOfTheDatabase) {
  model::Column made = column("c", ScalarType::Int32);
  made.default_value = std::int64_t{5};
  EXPECT_EQ(line_of(made), R"("c" INTEGER NOT NULL)");
}

TEST(SchemaSql, AGeneratedKeyIsOfTheColumn) {
  const model::Entity made = entity("t", {generated_key()});
  EXPECT_EQ(create_table({}, made), "CREATE TABLE \"t\" (\n  \"id\" INTEGER PRIMARY KEY\n)");
  EXPECT_EQ(insert(made), R"(INSERT INTO "t" DEFAULT VALUES)");
}

TEST(SchemaSql, AKeyThatIsGivenIsOfTheTable) {
  model::Column code = column("code", ScalarType::String);
  code.is_primary_key = true;
  const model::Entity made = entity("t", {code});
  EXPECT_EQ(create_table({}, made),
            "CREATE TABLE \"t\" (\n  \"code\" TEXT NOT NULL,\n  PRIMARY KEY (\"code\")\n)");
  EXPECT_EQ(insert(made), R"(INSERT INTO "t" ("code") VALUES (?))");
  EXPECT_EQ(select_by_key(made), R"(SELECT "code" FROM "t" WHERE "code" = ?)");
  EXPECT_EQ(delete_by_key(made), R"(DELETE FROM "t" WHERE "code" = ?)");
}

TEST(SchemaSql, ADeferredColumnIsNotReadWithItsRow) {
  model::Column text = column("text", ScalarType::Text);
  text.is_deferred = true;
  const model::Entity made = entity("t", {generated_key(), text});
  EXPECT_EQ(select_by_key(made), R"(SELECT "id" FROM "t" WHERE "id" = ?)");
  std::vector<model::Column> columns(64, column("c", ScalarType::Int32));
  columns[63].is_deferred = true;
  const std::string first = select_by_key(entity("t", columns));
  EXPECT_EQ(std::count(first.begin(), first.end(), ','), 62);
  // Behind the 63rd all are read, or none.
  columns.push_back(columns[0]);
  const std::string all = select_by_key(entity("t", columns));
  EXPECT_EQ(std::count(all.begin(), all.end(), ','), 64);
}

TEST(SchemaSql, ADefaultThatTheDatabaseSetsIsItsConcern) {
  struct Case {
    model::DefaultValue value;
    const char* sql;
  };
  const std::string with_zero("a\0'", 3);
  for (const Case& example : {Case{std::int64_t{-7}, "-7"}, Case{true, "1"}, Case{2.5, "2.5"},
                              Case{std::string("it's \"so\""), "'it''s \"so\"'"},
                              Case{with_zero, "(CAST(X'610027' AS TEXT))"}}) {
    model::Column key = column("parent_id", ScalarType::Int64);
    key.default_value = example.value;
    key.foreign_keys = {0};
    model::Entity child = entity("child", {generated_key(), key});
    child.foreign_keys.push_back({.columns = {1}, .target = {0}, .target_columns = {0}});
    const model::Model without = model_of({entity("parent", {generated_key()}), child});
    EXPECT_EQ(create_table(without, without.entities[1]).find("DEFAULT"), std::string::npos);
    for (auto action : {&model::ForeignKey::on_delete, &model::ForeignKey::on_update}) {
      model::Entity changed = child;
      changed.foreign_keys[0].*action = model::ForeignKeyAction::SetDefault;
      const model::Model made = model_of({entity("parent", {generated_key()}), changed});
      EXPECT_NE(create_table(made, made.entities[1])
                    .find(std::string("NOT NULL DEFAULT ") + example.sql + " REFERENCES"),
                std::string::npos)
          << create_table(made, made.entities[1]);
    }
  }
}

TEST(SchemaSql, AForeignKeySaysWhatHappensOnDelete) {
  model::Entity child = entity("child", {generated_key(), column("parent_id", ScalarType::Int64)});
  child.foreign_keys.push_back({.columns = {1}, .target = {0}, .target_columns = {0}});
  child.foreign_keys[0].on_delete = model::ForeignKeyAction::SetNull;
  const model::Model made = model_of({entity("parent", {generated_key()}), child});
  EXPECT_EQ(create_table(made, made.entities[1]),
            "CREATE TABLE \"child\" (\n  \"id\" INTEGER PRIMARY KEY,\n  \"parent_id\" INTEGER NOT "
            "NULL REFERENCES \"parent\" (\"id\") ON DELETE SET NULL\n)");
}

TEST(SchemaSql, AUniqueColumnIsShortAndANamedSetIsNot) {
  model::Entity made = entity(
      "t", {generated_key(), column("a", ScalarType::Int64), column("b", ScalarType::Int64)});
  made.uniques = {{"uq_t_a", {1}}, {"pair", {1, 2}}, {"only_b", {2}}};
  EXPECT_EQ(create_table({}, made),
            R"(CREATE TABLE "t" (
  "id" INTEGER PRIMARY KEY,
  "a" INTEGER NOT NULL UNIQUE,
  "b" INTEGER NOT NULL,
  CONSTRAINT "pair" UNIQUE ("a", "b"),
  CONSTRAINT "only_b" UNIQUE ("b")
))");
}

TEST(SchemaSql, IndexesAreStatementsOfTheirOwn) {
  model::Entity made = entity("t", {generated_key(), column("a", ScalarType::Int64)});
  made.indexes = {{"ix", {{1, "", true}, {0, "", false}}, ""}};
  EXPECT_EQ(create_indexes(made),
            std::vector<std::string>{R"(CREATE INDEX "ix" ON "t" ("a" DESC, "id"))"});
}

TEST(SchemaSql, ScriptsRunInOrderAndBack) {
  const model::Model made =
      model_of({entity("parent", {generated_key()}), entity("child", {generated_key()})});
  EXPECT_EQ(create_script(made),
            "CREATE TABLE \"parent\" (\n  \"id\" INTEGER PRIMARY KEY\n);\n\n"
            "CREATE TABLE \"child\" (\n  \"id\" INTEGER PRIMARY KEY\n);\n");
  EXPECT_EQ(drop_script(made),
            "DROP TABLE IF EXISTS \"child\";\nDROP TABLE IF EXISTS \"parent\";\n");
}

}  // namespace
}  // namespace ormgen
