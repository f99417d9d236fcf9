// The other forms of a select: a look-up, and one whose rows are pushed.
#include <gtest/gtest.h>

#include "orm/arithmetic.h"
#include "orm/conditions.h"
#include "orm/ordering.h"
#include "sql/look_up.h"
#include "sql/pushed.h"
#include "tables.h"

namespace orm::sql {
namespace {

struct Row {
  static constexpr EntityMapping mapping = testing::entity("Row", "rows");
  static constexpr Column<Row, std::int64_t> id{0, nullptr};
  static constexpr Column<Row, std::optional<std::int64_t>> parent_id{1, nullptr};
};

constexpr const char* all_columns = R"("rows"."id", "rows"."parent_id", "rows"."na""me")";

std::string pushed(const Select& select, std::size_t most_columns = 3) {
  return pushed_text(select, "f", most_columns);
}

TEST(Forms, ALookUpTakesItsParametersOutOfATable) {
  const auto where = Row::parent_id == 7;
  EXPECT_EQ(
      look_up_text({.entity = &Row::mapping, .where = &where.data()}, "s"),
      std::string("SELECT ") + all_columns +
          R"(, "rows"."parent_id" FROM s(?1) LEFT JOIN "rows" ON "rows"."parent_id" = +s.v1)");
  EXPECT_EQ(look_up_by_columns(Row::mapping, Row::mapping.key, "s"),
            std::string("SELECT ") + all_columns +
                R"(, "rows"."id" FROM s(?1) LEFT JOIN "rows" ON "rows"."id" = +s.v1)");
}

TEST(Forms, OnlyASelectByOneValueIsALookUp) {
  const auto where = Row::parent_id == 7;
  const auto two = Row::parent_id == 7 && Row::id == 1;
  const auto less = Row::parent_id < 7;
  const auto null = Row::parent_id == std::nullopt;
  const auto order = asc(Row::id);
  const detail::QueryParts parts;
  const Select by_value{.entity = &Row::mapping, .where = &where.data()};
  const auto is_look_up = [](const Select& select) { return !look_up_text(select, "s").empty(); };
  const auto with = [&by_value](auto change) {
    Select select = by_value;
    change(select);
    return select;
  };
  EXPECT_TRUE(is_look_up(by_value));
  EXPECT_TRUE(is_look_up(with([](Select& select) { select.has_limit = true; })));
  EXPECT_FALSE(is_look_up({.entity = &Row::mapping}));
  EXPECT_FALSE(is_look_up(with([&](Select& select) { select.where = &two.data(); })));
  EXPECT_FALSE(is_look_up(with([&](Select& select) { select.where = &less.data(); })));
  EXPECT_FALSE(is_look_up(with([&](Select& select) { select.where = &null.data(); })));
  EXPECT_FALSE(is_look_up(with([&](Select& select) { select.order = &order.data(); })));
  EXPECT_FALSE(is_look_up(with([&](Select& select) { select.criteria = &less.data(); })));
  EXPECT_FALSE(is_look_up(with([&](Select& select) { select.parts = &parts; })));
  EXPECT_FALSE(is_look_up(with([](Select& select) { select.has_offset = true; })));
  EXPECT_FALSE(is_look_up(with([](Select& select) { select.counts = true; })));
  EXPECT_FALSE(is_look_up(with([](Select& select) { select.is_streamed = true; })));
}

TEST(Forms, PushedRowsAreTheArgumentsOfAFunction) {
  const auto where = Row::parent_id < 7;
  EXPECT_EQ(
      pushed({.entity = &Row::mapping, .where = &where.data()}),
      std::string("SELECT f(") + all_columns + R"() FROM "rows" WHERE "rows"."parent_id" < ?)");
}

// An index would have another order, and its rows would be found one by one.
TEST(Forms, AllRowsByTheirKeyAreReadFromTheTable) {
  const auto order = asc(Row::id);
  EXPECT_EQ(pushed({.entity = &Row::mapping, .order = &order.data()}),
            std::string("SELECT f(") + all_columns + R"() FROM "rows" NOT INDEXED)");
}

TEST(Forms, OnlyWholeResultsAreSoPushed) {
  const detail::QueryParts parts;
  const Select all{.entity = &Row::mapping};
  const auto with = [&all](auto change) {
    Select select = all;
    change(select);
    return select;
  };
  EXPECT_NE(pushed(all), "");
  EXPECT_EQ(pushed(all, 2), "");
  EXPECT_EQ(pushed(with([](Select& select) { select.has_limit = true; })), "");
  EXPECT_EQ(pushed(with([](Select& select) { select.has_offset = true; })), "");
  EXPECT_EQ(pushed(with([](Select& select) { select.counts = true; })), "");
  EXPECT_EQ(pushed(with([](Select& select) { select.is_streamed = true; })), "");
  EXPECT_EQ(pushed(with([&](Select& select) { select.parts = &parts; })), "");
}

TEST(Forms, OtherOrdersAreSqlites) {
  const auto where = Row::parent_id < 7;
  const auto ascending = asc(Row::id);
  const auto descending = desc(Row::id);
  const auto nulls = asc(Row::id).nulls_last();
  const auto other = asc(Row::parent_id);
  const auto computed = asc(Row::id + 1);
  const OrderBy by[] = {{.column = 0}};
  const Select by_key{.entity = &Row::mapping, .order = &ascending.data()};
  EXPECT_TRUE(is_all_by_key(by_key));
  const auto expect_plain = [&by_key](auto change) {
    Select select = by_key;
    change(select);
    EXPECT_FALSE(is_all_by_key(select));
    EXPECT_EQ(pushed(select), "");
  };
  expect_plain([&](Select& select) { select.order = &descending.data(); });
  expect_plain([&](Select& select) { select.order = &nulls.data(); });
  expect_plain([&](Select& select) { select.order = &other.data(); });
  expect_plain([&](Select& select) { select.order = &computed.data(); });
  expect_plain([&](Select& select) { select.order_by = by; });
  expect_plain([&](Select& select) { select.where = &where.data(); });
  expect_plain([&](Select& select) { select.criteria = &where.data(); });
}

}  // namespace
}  // namespace orm::sql
