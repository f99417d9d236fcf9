// Scenario 103 by IN queries over other keys than one integer: texts, and columns that are unique.
#include "database.h"
#include "strategies.orm.hpp"

namespace strategies {

using orm::make;
using orm::Ptr;
using testing::ElementsAre;

class SelectinKeys : public orm_test::DatabaseTest {
 protected:
  SelectinKeys() : DatabaseTest(&strategies::create_all) {}

  // Three airports with one, two and three flights and gates.
  void store_airports() {
    for (int i = 1; i <= 3; ++i) {
      const auto airport = make<Airport>({.code = "A" + std::to_string(i), .number = 10 * i});
      for (int j = 0; j < i; ++j) {
        make<Flight>({})->set_airport(airport);
        make<Gate>({})->set_airport(airport);
      }
      session.add(airport);
    }
    session.commit();
    session.expunge_all();
    recorder.clear();
  }
};

TEST_F(SelectinKeys, Scenario103_TextKeysFromBothSides) {
  store_airports();
  const auto airports = session.query<Airport>()
                            .options(orm::selectinload(Airport::fields.flights))
                            .order_by(Airport::fields.code)
                            .all();
  EXPECT_THAT(executed(), ElementsAre("SELECT airports", "SELECT flights"));
  EXPECT_EQ(airports[2]->flights().size(), 3U);
  EXPECT_TRUE(airports[2]->flights()[0].airport() == airports[2]);
  EXPECT_EQ(recorder.executions(), 0U);

  session.expunge_all();
  const auto flights = session.query<Flight>()
                           .options(orm::selectinload(Flight::fields.airport))
                           .order_by(Flight::fields.id)
                           .all();
  EXPECT_EQ(flights[5]->airport()->code(), "A3");
  EXPECT_THAT(executed(), ElementsAre("SELECT flights", "SELECT airports"));
  EXPECT_THAT(rows("SELECT count(*) FROM flights"), ElementsAre("6"));
}

TEST_F(SelectinKeys, Scenario103_UniqueColumnsFromBothSides) {
  store_airports();
  const auto airports = session.query<Airport>()
                            .options(orm::selectinload(Airport::fields.gates))
                            .order_by(Airport::fields.code)
                            .all();
  EXPECT_THAT(executed(), ElementsAre("SELECT airports", "SELECT gates"));
  EXPECT_EQ(airports[1]->gates().size(), 2U);
  EXPECT_EQ(recorder.executions(), 0U);

  session.expunge_all();
  const auto gates = session.query<Gate>()
                         .options(orm::selectinload(Gate::fields.airport))
                         .order_by(Gate::fields.id)
                         .all();
  EXPECT_EQ(gates[0]->airport()->code(), "A1");
  EXPECT_EQ(gates[5]->airport()->code(), "A3");
  EXPECT_TRUE(gates[4]->airport() == gates[5]->airport());
  EXPECT_THAT(executed(), ElementsAre("SELECT gates", "SELECT airports"));
  EXPECT_THAT(rows("SELECT count(*) FROM gates"), ElementsAre("6"));
}

TEST_F(SelectinKeys, Scenario103_PairsOverAUniqueColumn) {
  store_airports();
  rows("INSERT INTO lounges VALUES (1), (2)");
  rows("INSERT INTO airport_lounge VALUES (10, 2), (10, 1), (30, 2)");
  const auto airports = session.query<Airport>()
                            .options(orm::selectinload(Airport::fields.lounges))
                            .order_by(Airport::fields.code)
                            .all();
  EXPECT_THAT(executed(), ElementsAre("SELECT airports", "SELECT airport_lounge"));
  EXPECT_EQ(airports[0]->lounges()[0].id(), 1);
  EXPECT_EQ(airports[0]->lounges().size(), 2U);
  EXPECT_TRUE(airports[1]->lounges().empty());
  EXPECT_EQ(airports[2]->lounges()[0].id(), 2);
  EXPECT_EQ(recorder.executions(), 0U);
}

// A table of others whose keys are equal without case: nothing of it may be lost.
TEST_F(SelectinKeys, Scenario103_KeysThatAreSpeltInAnotherWay) {
  strategies::drop_all(engine);
  rows("CREATE TABLE airports (code TEXT COLLATE NOCASE PRIMARY KEY, number INTEGER UNIQUE)");
  rows(
      "CREATE TABLE flights (id INTEGER PRIMARY KEY, airport_code TEXT COLLATE NOCASE "
      "REFERENCES airports (code))");
  rows("INSERT INTO airports VALUES ('Oslo', 1), ('Rome', 2)");
  rows("INSERT INTO flights VALUES (1, 'oslo'), (2, 'OSLO'), (3, 'Rome')");
  const auto airports = session.query<Airport>()
                            .options(orm::selectinload(Airport::fields.flights))
                            .order_by(Airport::fields.code)
                            .all();
  EXPECT_EQ(airports[0]->flights().size(), 2U);
  EXPECT_EQ(airports[1]->flights().size(), 1U);

  session.expunge_all();
  const auto flights = session.query<Flight>()
                           .options(orm::selectinload(Flight::fields.airport))
                           .order_by(Flight::fields.id)
                           .all();
  for (const auto& flight : flights) ASSERT_TRUE(flight->airport() != nullptr);
  EXPECT_EQ(flights[1]->airport()->code(), "Oslo");
  EXPECT_EQ(flights[2]->airport()->code(), "Rome");
}

}  // namespace strategies
