// Updates of columns that the database or the session gives values along.
#include "database.h"
#include "sources.orm.hpp"

namespace ledger {
namespace {

using orm::set;

class FilledUpdates : public orm_test::DatabaseTest {
 protected:
  FilledUpdates() : DatabaseTest(&ledger::create_all) {}
};

TEST_F(FilledUpdates, ComputedColumnsAndMomentsComeBack) {
  auto line = orm::make<Line>({.quantity = 2, .price = orm::Decimal("1.50")});
  store(line);
  EXPECT_EQ(to_string(line->total()), "3.00");
  const auto before = line->changed_at();
  EXPECT_EQ(session.query<Line>().update({set(Line::fields.quantity, Line::fields.quantity + 1)}),
            1);
  EXPECT_EQ(line->quantity(), 3);
  EXPECT_EQ(to_string(line->total()), "4.50");
  EXPECT_EQ(line->doubled(), 6);
  EXPECT_NE(line->changed_at(), before);
  EXPECT_EQ(recorder.statements().size(), 2U) << "the reload after the commit, and the update";
  session.commit();
  EXPECT_EQ(rows("SELECT quantity, total FROM lines"), std::vector<std::string>{"3|4.5"});
}

TEST_F(FilledUpdates, VersionsAreCounted) {
  auto order = orm::make<Order>({.number = 1});
  store(order);
  session.query<Order>().update({set(Order::fields.code, "x")});
  EXPECT_EQ(order->version(), 2);
  order->set_code("y");
  session.commit();
  EXPECT_EQ(rows("SELECT code, version FROM orders"), std::vector<std::string>{"y|3"});
}

TEST_F(FilledUpdates, ComputedColumnsAreNotSet) {
  EXPECT_THAT([&] { session.query<Line>().update({set(Line::fields.doubled, 1)}); },
              testing::ThrowsMessage<orm::InvalidRequestError>(
                  "update() sets ledger::Line::doubled, which the database computes"));
}

}  // namespace
}  // namespace ledger
