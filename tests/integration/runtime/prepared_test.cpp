// Queries that are kept and given other values each time.
#include "database.h"
#include "orm/error.h"
#include "sources.orm.hpp"
#include "values.orm.hpp"

namespace ledger {
namespace {

using testing::ElementsAre;
using testing::ThrowsMessage;

constexpr auto& line_at = Line::fields;

class PreparedQueries : public orm_test::DatabaseTest {
 protected:
  PreparedQueries() : DatabaseTest(&ledger::create_all) {}

  void SetUp() override {
    for (int i = 1; i <= 4; ++i) {
      session.create<Line>(
          {.quantity = i,
           .price = orm::Decimal(std::to_string(i) + ".50"),
           .changed_at = orm::parse_date_time("2026-01-0" + std::to_string(i) + " 12:00:00")});
    }
    session.commit();
    recorder.clear();
  }
};

TEST_F(PreparedQueries, TakeOtherValuesEachTime) {
  static const auto within = orm::prepared<Line>([](const orm::Query<Line>& lines,
                                                    const orm::Param<int>& least,
                                                    const orm::Param<int>& most) {
    return lines.filter(line_at.quantity >= least, line_at.quantity <= most).order_by(line_at.id);
  });
  EXPECT_EQ(within(session, 2, 3).count(), 2);
  EXPECT_EQ(within(session, 1, 4).all().size(), 4U);
  EXPECT_EQ(within(session, 4, 9).one()->quantity(), 4);
  EXPECT_EQ(within(session, 1, 4).filter(line_at.id > 1).limit(1).one()->quantity(), 2)
      << "what is prepared can be asked further";
  orm::Session other(engine);
  EXPECT_EQ(within(other, 3, 3).one()->quantity(), 3);
}

TEST_F(PreparedQueries, AreStatementsLikeOthers) {
  const auto of =
      orm::prepared<Line>([](const orm::Query<Line>& lines, const orm::Param<int>& quantity) {
        return lines.filter(line_at.quantity == quantity);
      });
  const auto by_hand = session.query<Line>().filter(line_at.quantity == 1);
  EXPECT_EQ(of.to_sql(), by_hand.to_sql());
  by_hand.all();
  const auto prepares = recorder.prepares();
  of(session, 2).all();
  of(session, 3).all();
  EXPECT_EQ(recorder.prepares(), prepares) << "the same shape, the same statement";
}

TEST_F(PreparedQueries, StoreValuesLikeTheColumnBesideThem) {
  const auto found = orm::prepared<Line>([](const orm::Query<Line>& lines,
                                            const orm::Param<orm::Decimal>& price,
                                            const orm::Param<orm::DateTime>& moment) {
    return lines.filter(line_at.price == price && orm::between(line_at.changed_at, moment, moment))
        .select(line_at.quantity);
  });
  EXPECT_EQ(found(session, orm::Decimal("3.5"), orm::parse_date_time("2026-01-03 12:00:00")).one(),
            3);
  EXPECT_THROW((void)found(session, orm::Decimal("3.5"), orm::DateTime::max()), orm::DataError);
}

TEST_F(PreparedQueries, HaveParametersAnywhere) {
  namespace func = orm::func;
  const auto found = orm::prepared<Line>(
      [](const orm::Query<Line>& lines, const orm::Param<std::int64_t>& factor,
         const orm::Param<std::string>& state, const orm::Param<std::optional<std::string>>& none) {
        const auto more = orm::query<Line>().filter(line_at.quantity > factor).select(line_at.id);
        return lines.filter(orm::in_(line_at.id, more), orm::like(line_at.state, state))
            .filter(orm::is_distinct_from(line_at.remark, none))
            .group_by(line_at.state)
            .having(func::count(line_at.id) >= factor)
            .order_by(orm::desc(func::max(line_at.quantity * factor)))
            .select(func::lower(state), func::sum(line_at.quantity * factor));
      });
  EXPECT_THAT(found(session, 2, "OP%", std::nullopt).all(),
              ElementsAre(std::make_tuple("op%", 14)));
  EXPECT_TRUE(found(session, 2, "x%", std::nullopt).all().empty());
  EXPECT_TRUE(found(session, 2, "o%", "none").all().empty());
}

TEST_F(PreparedQueries, BindHostileTexts) {
  const auto of =
      orm::prepared<Line>([](const orm::Query<Line>& lines, const orm::Param<std::string>& state) {
        return lines.filter(line_at.state == state);
      });
  EXPECT_EQ(of(session, "'; DROP TABLE lines; --").count(), 0);
  EXPECT_EQ(of(session, "open").count(), 4);
}

TEST_F(PreparedQueries, UseEachParameter) {
  EXPECT_THAT(
      [] {
        orm::prepared<Line>([](const orm::Query<Line>& lines, const orm::Param<int>&,
                               const orm::Param<int>& quantity) {
          return lines.filter(line_at.quantity == quantity);
        });
      },
      ThrowsMessage<orm::InvalidRequestError>(
          "the prepared query for ledger::Line does not use its parameter 1; use it, or take it "
          "away"));
}

TEST_F(PreparedQueries, KeepTheirParametersToThemselves) {
  const orm::Param<int> stray(0);
  EXPECT_THAT([&] { session.query<Line>().filter(line_at.quantity == stray).all(); },
              ThrowsMessage<orm::InvalidRequestError>(
                  "a query has a parameter that is given no value; parameters stand in the query "
                  "that the function given to orm::prepared() returns"));
}

}  // namespace
}  // namespace ledger

namespace values {
namespace {

using Bytes = std::vector<std::byte>;

class PreparedSamples : public orm_test::DatabaseTest {
 protected:
  PreparedSamples() : DatabaseTest(&values::create_all) {}
};

TEST_F(PreparedSamples, TextsAndBytesOfAnyKind) {
  const Bytes zero{std::byte{0}};
  store(orm::make<Sample>({.text = "a", .bytes = zero}));
  const auto of = orm::prepared<Sample>([](const orm::Query<Sample>& samples,
                                           const orm::Param<std::string>& text,
                                           const orm::Param<Bytes>& bytes) {
    return samples.filter(Sample::fields.text == text, Sample::fields.bytes == bytes);
  });
  EXPECT_EQ(of(session, "a", zero).count(), 1);
  EXPECT_EQ(of(session, "a", {}).count(), 0);
}

}  // namespace
}  // namespace values
