#include "sql/key_list.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <memory>
#include <vector>

#include "sql/select.h"
#include "tables.h"

namespace orm::sql {
namespace {

constexpr ColumnMapping line_columns[] = {
    {.name = "tenant", .type = ColumnType::Int32},
    {.name = "order", .type = ColumnType::Text},
    {.name = "line_no", .type = ColumnType::Int32},
};
constexpr std::uint16_t three_positions[] = {0, 1, 2};

constexpr std::span<const std::uint16_t> first(std::size_t columns) {
  return {three_positions, columns};
}

EntityMapping lines() {
  EntityMapping entity = testing::entity("Line", "lines");
  entity.columns = line_columns;
  entity.key = three_positions;
  return entity;
}

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

using Database = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Close>;

Database database_of_lines() {
  sqlite3* opened = nullptr;
  sqlite3_open(":memory:", &opened);
  EXPECT_EQ(sqlite3_exec(opened,
                         "CREATE TABLE lines (tenant INTEGER, \"order\" TEXT, line_no INTEGER);"
                         "CREATE INDEX ix_lines ON lines (tenant, \"order\");"
                         "INSERT INTO lines VALUES (1, 'a', 1), (1, 'a', 2), (1, 'b', 3),"
                         "(2, 'a', 4), (2, '7', 5), (NULL, 'a', 6)",
                         nullptr, nullptr, nullptr),
            SQLITE_OK);
  return Database(opened);
}

Statement prepare(const Database& database, const std::string& sql) {
  sqlite3_stmt* prepared = nullptr;
  EXPECT_EQ(sqlite3_prepare_v2(database.get(), sql.c_str(), -1, &prepared, nullptr), SQLITE_OK)
      << sqlite3_errmsg(database.get()) << ": " << sql;
  return Statement(prepared);
}

// The line numbers that SQLite finds for keys of a tenant and an order.
std::vector<int> found(const std::string& sql,
                       const std::vector<std::pair<int, const char*>>& keys) {
  const Database database = database_of_lines();
  const Statement statement = prepare(database, sql);
  sqlite3_stmt* prepared = statement.get();
  int parameter = 0;
  for (const auto& [tenant, order] : keys) {
    sqlite3_bind_int(prepared, ++parameter, tenant);
    sqlite3_bind_text(prepared, ++parameter, order, -1, SQLITE_STATIC);
  }
  std::vector<int> numbers;
  while (sqlite3_step(prepared) == SQLITE_ROW) numbers.push_back(sqlite3_column_int(prepared, 2));
  return numbers;
}

TEST(Padded, IsOneOfAFewNumbers) {
  EXPECT_EQ(padded(1), 1U);
  EXPECT_EQ(padded(3), 4U);
  EXPECT_EQ(padded(129), 256U);
  EXPECT_EQ(padded(257), 500U);
  EXPECT_EQ(padded(500), 500U);
}

TEST(KeyList, OneColumnIsAList) {
  EXPECT_EQ(key_list("t", line_columns, first(1), 1), R"(t."tenant" IN (?))");
  EXPECT_EQ(key_list("t", line_columns, first(1), 3), R"(t."tenant" IN (?, ?, ?))");
}

TEST(KeyList, SeveralColumnsAreRowValues) {
  EXPECT_EQ(key_list("t", line_columns, first(2), 2),
            R"((t."tenant", t."order") IN (SELECT * FROM (VALUES (?, ?), (?, ?))))");
  EXPECT_EQ(key_list("t", line_columns, first(3), 1),
            R"((t."tenant", t."order", t."line_no") IN (SELECT * FROM (VALUES (?, ?, ?))))");
}

TEST(KeyList, SQLiteFindsTheRowsOfCompositeKeys) {
  const EntityMapping entity = lines();
  static constexpr OrderBy descending_order[] = {{2, true}};
  Select select{.entity = &entity, .keys = {2, first(2)}, .order_by = descending_order};
  const std::string sql = select_text(select);
  EXPECT_EQ(sql, R"(SELECT "lines"."tenant", "lines"."order", "lines"."line_no" FROM "lines" )"
                 R"(WHERE ("lines"."tenant", "lines"."order") )"
                 R"(IN (SELECT * FROM (VALUES (?, ?), (?, ?))) )"
                 R"(ORDER BY "lines"."line_no" DESC)");
  EXPECT_EQ(found(sql, {{1, "a"}, {2, "7"}}), (std::vector<int>{5, 2, 1}));
  // A list that was filled up finds no row twice.
  EXPECT_EQ(found(sql, {{1, "a"}, {1, "a"}}), (std::vector<int>{2, 1}));
  EXPECT_EQ(found(sql, {{3, "a"}, {1, "A"}}), (std::vector<int>{}));
}

TEST(KeyList, SQLiteLooksCompositeKeysUpInAnIndex) {
  const EntityMapping entity = lines();
  const std::string sql = select_text({.entity = &entity, .keys = {2, first(2)}});
  const Database database = database_of_lines();
  const Statement plan = prepare(database, "EXPLAIN QUERY PLAN " + sql);
  ASSERT_EQ(sqlite3_step(plan.get()), SQLITE_ROW);
  const std::string step = reinterpret_cast<const char*>(sqlite3_column_text(plan.get(), 3));
  EXPECT_TRUE(step.starts_with("SEARCH lines USING INDEX ix_lines")) << step;
}

TEST(KeyList, MakesAnotherShapeForEachNumberOfKeys) {
  const EntityMapping entity = lines();
  Select select{.entity = &entity, .keys = {2, first(2)}};
  const std::string two = shape_of(select);
  select.keys.count = 4;
  EXPECT_NE(shape_of(select), two);
  select.keys.count = 2;
  EXPECT_EQ(shape_of(select), two);
  select.keys.columns = std::span(three_positions).subspan(1);
  EXPECT_NE(shape_of(select), two);
}

}  // namespace
}  // namespace orm::sql
