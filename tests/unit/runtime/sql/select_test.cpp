#include "sql/select.h"

#include <gtest/gtest.h>

#include "orm/conditions.h"
#include "orm/error.h"
#include "orm/ordering.h"
#include "sql/expression.h"
#include "sql/write.h"
#include "tables.h"

namespace orm::sql {
namespace {

// Columns of an entity as generated code names them.
struct Thing {
  static constexpr EntityMapping mapping = testing::entity("Thing", "things");
  static constexpr Column<Thing, std::int64_t> id{0, nullptr};
  static constexpr Column<Thing, std::optional<std::int64_t>> parent_id{1, nullptr};
  static constexpr Column<Thing, std::string> name{2, nullptr};
};
struct Other {
  static constexpr EntityMapping mapping = testing::entity("Other", "others");
  static constexpr Column<Other, std::int64_t> id{0, nullptr};
};

std::string text(const Expr<bool>& condition) {
  return condition_text(condition.data(), {{{&Thing::mapping, nullptr, "t"}}, nullptr});
}

TEST(ConditionText, ComparesWithParameters) {
  EXPECT_EQ(text(Thing::name == "Ada"), R"(t."na""me" = ?)");
  EXPECT_EQ(text(Thing::id != 3), R"(t."id" <> ?)");
  EXPECT_EQ(text(Thing::id < 3), R"(t."id" < ?)");
  EXPECT_EQ(text(Thing::id <= 3), R"(t."id" <= ?)");
  EXPECT_EQ(text(Thing::id > 3), R"(t."id" > ?)");
  EXPECT_EQ(text(Thing::id >= 3), R"(t."id" >= ?)");
  EXPECT_EQ(text(Thing::id == Thing::parent_id), R"(t."id" = t."parent_id")");
}

TEST(ConditionText, NullIsTestedAndNotCompared) {
  EXPECT_EQ(text(Thing::parent_id == std::nullopt), R"(t."parent_id" IS NULL)");
  EXPECT_EQ(text(Thing::parent_id != std::nullopt), R"(t."parent_id" IS NOT NULL)");
  EXPECT_EQ(text(Thing::parent_id == std::optional<std::int64_t>()), R"(t."parent_id" IS NULL)");
  EXPECT_EQ(text(is_null(Thing::parent_id)), R"(t."parent_id" IS NULL)");
}

TEST(ConditionText, PutsParenthesesOnlyWhereTheyAreNeeded) {
  const auto a = Thing::id == 1;
  const auto b = Thing::id == 2;
  const auto c = Thing::id == 3;
  EXPECT_EQ(text(a && b && c), R"(t."id" = ? AND t."id" = ? AND t."id" = ?)");
  EXPECT_EQ(text(a && (b || c)), R"(t."id" = ? AND (t."id" = ? OR t."id" = ?))");
  EXPECT_EQ(text((a && b) || c), R"(t."id" = ? AND t."id" = ? OR t."id" = ?)");
  EXPECT_EQ(text(!(a || b)), R"(NOT (t."id" = ? OR t."id" = ?))");
  EXPECT_EQ(text(!a && b), R"(NOT t."id" = ? AND t."id" = ?)");
}

TEST(ConditionText, RangesListsAndPatterns) {
  EXPECT_EQ(text(in_(Thing::id, {1, 2})), R"(t."id" IN (?, ?))");
  EXPECT_EQ(text(not_in(Thing::id, {1})), R"(t."id" NOT IN (?))");
  EXPECT_EQ(text(in_(Thing::id, std::vector<int>())), "1 = 0");
  EXPECT_EQ(text(not_in(Thing::id, std::vector<int>())), "1 = 1");
  EXPECT_EQ(text(between(Thing::id, 1, 9)), R"(t."id" BETWEEN ? AND ?)");
  EXPECT_EQ(text(like(Thing::name, "A%")), R"(t."na""me" LIKE ?)");
}

TEST(ConditionText, RefusesAColumnThatTheQueryDoesNotRead) {
  EXPECT_THROW(text(Other::id == 1), InvalidRequestError);
}

Select select_of(const detail::ExpressionData& where, const detail::ExpressionData& order) {
  Select select;
  select.entity = &Thing::mapping;
  select.where = &where;
  select.order = &order;
  return select;
}

TEST(SelectText, HasConditionsOrderAndLimit) {
  detail::ExpressionData where = (Thing::id > 1).data();
  where.append((Thing::id > 2 || Thing::id > 3).data());
  detail::ExpressionData order = desc(Thing::name).data();
  order.append(asc(Thing::id).data());
  Select select = select_of(where, order);
  select.has_limit = true;
  select.has_offset = true;
  EXPECT_EQ(select_text(select),
            R"(SELECT "things"."id", "things"."parent_id", "things"."na""me" FROM "things" )"
            R"(WHERE "things"."id" > ? AND ("things"."id" > ? OR "things"."id" > ?) )"
            R"(ORDER BY "things"."na""me" DESC, "things"."id" LIMIT ? OFFSET ?)");
}

TEST(SelectText, AnOffsetAloneIsValid) {
  const detail::ExpressionData none;
  Select select = select_of(none, none);
  select.has_offset = true;
  EXPECT_TRUE(select_text(select).ends_with(" LIMIT -1 OFFSET ?"));
}

TEST(SelectText, ReadsTheColumnsThatAreAskedFor) {
  const detail::ExpressionData none;
  Select select = select_of(none, none);
  select.columns = 0b101;
  EXPECT_EQ(select_text(select), R"(SELECT "things"."id", "things"."na""me" FROM "things")");
  EXPECT_NE(shape_of(select), shape_of(select_of(none, none)));
}

TEST(SelectText, LeavesOutWhatTheSchemaDefers) {
  EntityMapping mapping = testing::entity("Thing", "things");
  mapping.deferred = 0b10;
  EXPECT_EQ(select_text({.entity = &mapping}),
            R"(SELECT "things"."id", "things"."na""me" FROM "things")");
  EXPECT_EQ(select_by_columns(mapping, testing::first_column, {}),
            R"(SELECT "things"."id", "things"."na""me" FROM "things" WHERE "things"."id" = ?)");
}

TEST(ShapeOf, IsEqualForOtherValuesAndDiffersForOtherText) {
  const detail::ExpressionData none;
  const detail::ExpressionData one = (Thing::name == "Ada").data();
  const detail::ExpressionData same = (Thing::name == "Grace").data();
  const detail::ExpressionData other = (Thing::name != "Ada").data();
  EXPECT_EQ(shape_of(select_of(one, none)), shape_of(select_of(same, none)));
  EXPECT_NE(shape_of(select_of(one, none)), shape_of(select_of(other, none)));
  EXPECT_NE(shape_of(select_of(one, none)), shape_of(select_of(none, one)));
  Select limited = select_of(one, none);
  limited.has_limit = true;
  EXPECT_NE(shape_of(limited), shape_of(select_of(one, none)));
}

TEST(WriteText, NamesColumnsAndRepeatsRows) {
  EXPECT_EQ(insert_text(Thing::mapping, ColumnSet(0b110), 2),
            R"(INSERT INTO "things" ("parent_id", "na""me") VALUES (?, ?), (?, ?))");
  EXPECT_EQ(insert_text(Thing::mapping, ColumnSet(), 1), R"(INSERT INTO "things" DEFAULT VALUES)");
  EXPECT_EQ(delete_text(Thing::mapping, 3),
            R"(DELETE FROM "things" WHERE "things"."id" IN (?, ?, ?))");
  EXPECT_EQ(delete_range_text(Thing::mapping),
            R"(DELETE FROM "things" WHERE "id" BETWEEN ? AND ?)");
  EXPECT_EQ(update_text(Thing::mapping, ColumnSet::one(2)),
            R"(UPDATE "things" SET "na""me" = ? WHERE "id" = ?)");
}

}  // namespace
}  // namespace orm::sql
