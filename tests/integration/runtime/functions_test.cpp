// Functions of dates and of JSON, beside what SQLite says itself.
#include "database.h"
#include "orm/error.h"
#include "sources.orm.hpp"

namespace ledger {
namespace {

namespace func = orm::func;
constexpr auto& line_of = Line::fields;

class Functions : public orm_test::DatabaseTest {
 protected:
  Functions() : DatabaseTest(&ledger::create_all) {}

  void SetUp() override {
    store(orm::make<Line>(
        {.price = orm::Decimal("1.25"),
         .changed_at = orm::parse_date_time("2026-02-28 13:05:09.5"),
         .extra = R"({"n": 7, "tags": ["a", "b"], "deep": {"x": 1.5}, "t": true})"}));
  }

  template <class X>
  auto value(const X& expression) {
    return session.query<Line>().select(expression).one();
  }
};

TEST_F(Functions, OfDates) {
  EXPECT_EQ(value(func::year(line_of.changed_at)), 2026);
  EXPECT_EQ(value(func::month(line_of.changed_at)), 2);
  EXPECT_EQ(value(func::day(line_of.changed_at)), 28);
  EXPECT_EQ(value(func::weekday(line_of.changed_at)), 6);
  EXPECT_EQ(value(func::hour(line_of.changed_at)), 13);
  EXPECT_EQ(value(func::minute(line_of.changed_at)), 5);
  EXPECT_EQ(value(func::second(line_of.changed_at)), 9);
  EXPECT_EQ(value(func::strftime("%d.%m.", line_of.changed_at)), "28.02.");
  EXPECT_EQ(orm::to_string(value(func::date(line_of.changed_at))), "2026-02-28");
  EXPECT_EQ(value(func::julian_day(line_of.changed_at) - func::julian_day(line_of.due)),
            28.545248842798173);
  EXPECT_EQ(rows("SELECT julianday(changed_at) - julianday(due) = 28.545248842798173 FROM lines"),
            std::vector<std::string>{"1"});
}

TEST_F(Functions, OfJson) {
  EXPECT_EQ(value(func::json<std::int64_t>(line_of.extra, "$.n")), 7);
  EXPECT_EQ(value(func::json<double>(line_of.extra, "$.deep.x")), 1.5);
  EXPECT_EQ(value(func::json<bool>(line_of.extra, "$.t")), true);
  EXPECT_EQ(value(func::json<std::string>(line_of.extra, "$.tags[#-1]")), "b");
  EXPECT_EQ(value(func::json<std::string>(line_of.extra, "$.tags")), R"(["a","b"])");
  EXPECT_EQ(value(func::json<std::string>(line_of.extra, "$.none")), std::nullopt);
  EXPECT_EQ(value(func::json_type(line_of.extra)), "object");
  EXPECT_EQ(value(func::json_array_length(line_of.extra, "$.tags")), 2);
  EXPECT_EQ(
      session.query<Line>().filter(func::json<std::int64_t>(line_of.extra, "$.n") > 6).count(), 1);
  EXPECT_THROW(value(func::json<std::string>(line_of.extra, "'; DROP TABLE lines")),
               orm::StatementError);
}

TEST_F(Functions, SumsOfDecimalsAreExact) {
  for (int i = 0; i < 1000; ++i) session.create<Line>({.price = orm::Decimal("0.10")});
  EXPECT_EQ(to_string(*value(func::sum(line_of.price))), "101.25");
  EXPECT_EQ(value(func::avg(line_of.price)).value_or(0) > 0.1, true);
  EXPECT_EQ(to_string(*value(func::max(line_of.price))), "1.25");
}

}  // namespace
}  // namespace ledger
