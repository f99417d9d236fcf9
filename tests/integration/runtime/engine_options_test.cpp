// What a session does on an engine with other options than the usual ones.
#include "scenario.h"

namespace scenarios {

TEST_F(Scenarios, ReadOnlyEngineReadsAndKeepsWhatASessionCannotWrite) {
  store(user("u"));
  orm::Engine reading = orm::create_engine("sqlite:///" + file(), {.read_only = true});
  orm::Session reader(reading);
  const auto u = reader.query<User>().one();
  EXPECT_EQ(u->name(), "u");
  u->set_name("changed");
  EXPECT_THROW(reader.commit(), orm::ReadOnlyError);
  reader.rollback();
  EXPECT_EQ(u->name(), "u");
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("u"));
}

TEST_F(Scenarios, ReadOnlyEngineCreatesAndDropsNoTables) {
  store(user("u"));
  orm::Engine reading = orm::create_engine("sqlite:///" + file(), {.read_only = true});
  create_all(reading);
  EXPECT_THROW(drop_all(reading), orm::ReadOnlyError);
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("u"));
}

TEST_F(Scenarios, ImmediateSessionsTakeTheLockWithTheirFirstStatement) {
  orm::Engine immediate = orm::create_engine(
      "sqlite:///" + file(),
      {.busy_timeout = std::chrono::milliseconds(20), .begin = orm::Begin::Immediate});
  orm::Session first(immediate);
  orm::Session second(immediate);
  EXPECT_EQ(first.query<User>().count(), 0);
  EXPECT_THROW(second.query<User>().count(), orm::BusyError);
  first.commit();
  // The session that was turned away has lost nothing, and needs no rollback.
  EXPECT_EQ(second.query<User>().count(), 0);
}

}  // namespace scenarios
