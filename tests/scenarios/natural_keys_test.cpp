// Scenarios 101 and 102: primary keys that change.
#include "database.h"
#include "natural.orm.hpp"

namespace natural {

using orm::make;
using orm::Ptr;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class NaturalKeys : public orm_test::DatabaseTest {
 protected:
  NaturalKeys() : DatabaseTest(&natural::create_all) {
    session.add(country);
    session.commit();
    country->name();
    recorder.clear();
  }

  template <class T>
  Ptr<T> stored(Ptr<T> object) {
    session.add(object);
    session.flush();
    recorder.clear();
    return object;
  }

  const Ptr<Country> country = make<Country>({.code = "HR", .name = "Croatia"});
};

TEST_F(NaturalKeys, Scenario101_AKeyIsChangedByOneUpdate) {
  country->set_code("CRO");
  session.flush();
  EXPECT_THAT(executed(), ElementsAre("UPDATE countries SET code x1"));
  EXPECT_TRUE(session.get<Country>("CRO") == country);
  EXPECT_THAT(executed(), IsEmpty()) << "the session knows it by its new key";
  EXPECT_TRUE(session.get<Country>("HR") == nullptr);
  session.commit();
  EXPECT_THAT(rows("SELECT code, name FROM countries"), ElementsAre("CRO|Croatia"));
  EXPECT_EQ(country->name(), "Croatia");
}

TEST_F(NaturalKeys, Scenario101_ANumberThatTheDatabaseMadeMayChangeToo) {
  const auto ticket = stored(make<Ticket>({.title = "t"}));
  ticket->set_id(42);
  ticket->set_title("answer");
  session.commit();
  EXPECT_THAT(rows("SELECT id, title, version FROM tickets"), ElementsAre("42|answer|2"));
  EXPECT_EQ(ticket->title(), "answer");
  session.remove(ticket);
  session.commit();
  EXPECT_THAT(rows("SELECT * FROM tickets"), IsEmpty());
}

TEST_F(NaturalKeys, Scenario101_LoadedChildrenShowTheNewKey) {
  const auto split = stored(make<City>({.name = "Split", .country = country}));
  const auto zadar = stored(make<City>({.name = "Zadar", .country_code = "HR"}));
  ASSERT_EQ(country->cities().size(), 2U);
  recorder.clear();
  country->set_code("CRO");
  session.flush();
  EXPECT_EQ(split->country_code(), "CRO");
  EXPECT_EQ(zadar->country_code(), "CRO");
  EXPECT_TRUE(zadar->country() == country);
  EXPECT_THAT(executed(), ElementsAre("UPDATE countries SET code x1"));
  zadar->set_name("Zara");
  session.commit();
  EXPECT_THAT(rows("SELECT name, country_code FROM cities ORDER BY id"),
              ElementsAre("Split|CRO", "Zara|CRO"));
}

TEST_F(NaturalKeys, Scenario101_AChildThatIsLinkedMeanwhileGetsTheNewKey) {
  const auto guard = session.no_autoflush();
  country->set_code("CRO");
  session.create<City>({.name = "Split", .country = country});
  session.commit();
  EXPECT_THAT(rows("SELECT name, country_code FROM cities"), ElementsAre("Split|CRO"));
}

TEST_F(NaturalKeys, Scenario101_KeysThatContainItFollowAndSoDoTheirs) {
  const auto embassy = stored(make<Embassy>({.number = 1, .street = "Ulica", .country = country}));
  const auto room = stored(make<Room>({.door = "101", .embassy = embassy}));
  country->set_code("CRO");
  session.flush();
  EXPECT_EQ(embassy->country_code(), "CRO");
  EXPECT_EQ(room->country_code(), "CRO");
  EXPECT_THAT(executed(), ElementsAre("UPDATE countries SET code x1"));
  EXPECT_TRUE(session.get<Embassy>("CRO", 1) == embassy);
  EXPECT_TRUE(room->embassy() == embassy);
  EXPECT_THAT(executed(), IsEmpty());
  embassy->set_street("Trg");
  session.commit();
  EXPECT_THAT(rows("SELECT door, street, rooms.country_code FROM rooms "
                   "JOIN embassies ON embassies.country_code = rooms.country_code"),
              ElementsAre("101|Trg|CRO"));
}

TEST_F(NaturalKeys, Scenario101_APartOfAKeyIsSetByItsColumn) {
  const auto other = stored(make<Country>({.code = "SI", .name = "Slovenia"}));
  const auto embassy = stored(make<Embassy>({.number = 1, .street = "Ulica", .country = country}));
  embassy->set_country_code("SI");
  embassy->set_number(7);
  EXPECT_TRUE(embassy->country() == other);
  session.commit();
  EXPECT_THAT(rows("SELECT country_code, number, street FROM embassies"),
              ElementsAre("SI|7|Ulica"));
  EXPECT_EQ(other->embassies().size(), 1U);
}

TEST_F(NaturalKeys, Scenario101_ARollbackGivesTheOldKeyBack) {
  const auto split = stored(make<City>({.name = "Split", .country = country}));
  const auto embassy = stored(make<Embassy>({.number = 1, .street = "Ulica", .country = country}));
  session.commit();
  ASSERT_EQ(embassy->street() + split->name(), "UlicaSplit");
  country->set_code("CRO");
  session.flush();
  ASSERT_EQ(split->country_code(), "CRO");
  country->set_code("XX");
  session.rollback();
  EXPECT_EQ(country->code(), "HR");
  EXPECT_EQ(split->country_code(), "HR");
  EXPECT_EQ(embassy->country_code(), "HR");
  EXPECT_TRUE(session.get<Country>("HR") == country);
  EXPECT_TRUE(session.get<Embassy>("HR", 1) == embassy);
  EXPECT_TRUE(session.get<Country>("CRO") == nullptr);
  country->set_name("Hrvatska");
  session.commit();
  EXPECT_THAT(rows("SELECT code, name FROM countries"), ElementsAre("HR|Hrvatska"));
}

TEST_F(NaturalKeys, Scenario101_SoDoesASavepoint) {
  const auto embassy = stored(make<Embassy>({.number = 1, .street = "Ulica", .country = country}));
  const auto split = stored(make<City>({.name = "Split", .country = country}));
  country->set_code("A");
  orm::Savepoint savepoint = session.begin_nested();
  country->set_code("B");
  session.flush();
  country->set_code("C");
  savepoint.rollback();
  EXPECT_EQ(country->code(), "A");
  EXPECT_EQ(embassy->country_code(), "A");
  EXPECT_EQ(split->country_code(), "A");
  EXPECT_TRUE(session.get<Embassy>("A", 1) == embassy);
  embassy->set_street("Trg");
  session.commit();
  EXPECT_THAT(rows("SELECT country_code, street FROM embassies"), ElementsAre("A|Trg"));
}

TEST_F(NaturalKeys, Scenario101_SetAndSetBackWritesNothing) {
  country->set_code("CRO");
  country->set_code("HR");
  session.commit();
  EXPECT_THAT(executed(), IsEmpty());
  EXPECT_EQ(country->name(), "Croatia");
}

TEST_F(NaturalKeys, Scenario101_WhatIsExpiredHasTheKeyOfItsRow) {
  country->set_code("CRO");
  session.expire(country);
  EXPECT_EQ(country->code(), "HR");
  EXPECT_EQ(country->name(), "Croatia");
  country->set_code("CRO");
  session.expire_all();
  EXPECT_EQ(country->code(), "HR");
  country->set_code("CRO");
  session.expunge(country);
  EXPECT_EQ(country->code(), "HR");
  session.add(country);
  country->set_name("Hrvatska");
  session.commit();
  EXPECT_THAT(rows("SELECT code, name FROM countries"), ElementsAre("HR|Hrvatska"));
}

TEST_F(NaturalKeys, Scenario101_ARowWithTheOldKeyIsTheObjectUntilItIsFlushed) {
  const auto guard = session.no_autoflush();
  country->set_code("CRO");
  EXPECT_TRUE(session.query<Country>().one() == country);
  EXPECT_EQ(country->code(), "CRO");
}

TEST_F(NaturalKeys, Scenario101_WhatIsRemovedGoesByTheKeyOfItsRow) {
  country->set_code("CRO");
  session.remove(country);
  session.commit();
  EXPECT_THAT(rows("SELECT * FROM countries"), IsEmpty());
}

TEST_F(NaturalKeys, Scenario101_ANewObjectTakesTheOldKey) {
  country->set_code("CRO");
  session.create<Country>({.code = "HR", .name = "New"});
  session.commit();
  EXPECT_THAT(rows("SELECT code, name FROM countries ORDER BY 1"),
              ElementsAre("CRO|Croatia", "HR|New"));
  EXPECT_TRUE(session.get<Country>("CRO") == country);
}

TEST_F(NaturalKeys, Scenario101_TheKeyOfARemovedOneIsFree) {
  const auto gone = stored(make<Country>({.code = "SI", .name = "Slovenia"}));
  session.remove(gone);
  country->set_code("SI");
  session.commit();
  EXPECT_THAT(rows("SELECT code, name FROM countries"), ElementsAre("SI|Croatia"));
  EXPECT_TRUE(session.get<Country>("SI") == country);
}

TEST_F(NaturalKeys, Scenario101_EachTakesTheKeyOfTheNext) {
  const auto next = stored(make<Country>({.code = "SI", .name = "Slovenia"}));
  country->set_code("SI");
  next->set_code("AT");
  session.commit();
  EXPECT_THAT(rows("SELECT code, name FROM countries ORDER BY 1"),
              ElementsAre("AT|Slovenia", "SI|Croatia"));
  EXPECT_TRUE(session.get<Country>("SI") == country);
  EXPECT_TRUE(session.get<Country>("AT") == next);
}

TEST_F(NaturalKeys, Scenario101_KeysDoNotGoRound) {
  const auto other = stored(make<Country>({.code = "SI", .name = "Slovenia"}));
  country->set_code("SI");
  other->set_code("HR");
  EXPECT_THROW(session.flush(), orm::CircularDependencyError);
  EXPECT_THAT(executed(), IsEmpty());
}

TEST_F(NaturalKeys, Scenario101_AKeyThatIsTakenIsAnError) {
  stored(make<Country>({.code = "SI", .name = "Slovenia"}));
  session.commit();
  country->set_code("SI");
  EXPECT_THROW(session.flush(), orm::IntegrityError);
  session.rollback();
  EXPECT_EQ(country->code(), "HR");
  EXPECT_EQ(country->name(), "Croatia");
}

TEST_F(NaturalKeys, Scenario101_WithoutOnUpdateCascadeTheDatabaseForbidsIt) {
  stored(make<River>({.name = "Sava", .country = country}));
  session.commit();
  country->set_code("CRO");
  EXPECT_THROW(session.flush(), orm::IntegrityError);
  session.rollback();
  EXPECT_THAT(rows("SELECT country_code FROM rivers"), ElementsAre("HR"));
}

TEST_F(NaturalKeys, Scenario102_WithoutPassiveUpdatesTheSessionBringsItToTheChildren) {
  const auto state = make<State>({.code = "HR", .name = "Croatia"});
  state->regions().append(make<Region>({.name = "Istria"}));
  state->regions().append(make<Region>({.name = "Lika"}));
  store(state);
  ASSERT_EQ(state->name(), "Croatia");
  recorder.clear();
  state->set_code("CRO");
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("SELECT regions", "UPDATE states SET code x1",
                                      "UPDATE regions SET state_code x2"));
  EXPECT_THAT(rows("SELECT name, state_code FROM regions ORDER BY id"),
              ElementsAre("Istria|CRO", "Lika|CRO"));
}

TEST_F(NaturalKeys, Scenario102_LoadedChildrenAreNotReadAgain) {
  const auto state = make<State>({.code = "HR", .name = "Croatia"});
  const auto istria = make<Region>({.name = "Istria", .state = state});
  store(state);
  ASSERT_EQ(state->regions().size(), 1U);
  ASSERT_EQ(state->name(), "Croatia");
  recorder.clear();
  state->set_code("CRO");
  session.flush();
  EXPECT_THAT(executed(),
              ElementsAre("UPDATE states SET code x1", "UPDATE regions SET state_code x1"));
  EXPECT_EQ(istria->state_code(), "CRO");
  session.rollback();
  EXPECT_EQ(state->code(), "HR");
  EXPECT_EQ(istria->state_code(), "HR");
}

TEST_F(NaturalKeys, Scenario102_PairsAreLeftToTheDatabase) {
  const auto state = make<State>({.code = "HR", .name = "Croatia"});
  state->alliances().append(make<Alliance>({.name = "A"}));
  store(state);
  ASSERT_EQ(state->alliances().size(), 1U);
  state->set_code("CRO");
  EXPECT_THROW(session.flush(), orm::IntegrityError);
  session.rollback();
  EXPECT_EQ(state->code(), "HR");
  EXPECT_THAT(rows("SELECT state_code FROM state_alliance"), ElementsAre("HR"));
}

}  // namespace natural
