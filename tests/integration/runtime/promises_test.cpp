// What docs/reliability.md promises of transactions that meet others.
#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "scenario.h"

namespace scenarios {
namespace {

class Promises : public Scenarios {
 protected:
  void SetUp() override { store(user("ann"), user("bob")); }

  std::vector<std::string> names() const { return rows("SELECT name FROM users ORDER BY id"); }
};

TEST_F(Promises, WhatIsNotCommittedLeavesNothing) {
  {
    orm::Session own(engine);
    own.create<User>({.name = "lost"});
    own.flush();
    own.query<User>().remove();
  }
  EXPECT_THROW(engine.run_in_transaction([](orm::Session& own) {
    own.create<User>({.name = "lost"});
    own.flush();
    throw std::runtime_error("changed its mind");
  }),
               std::runtime_error);
  EXPECT_THAT(names(), ElementsAre("ann", "bob"));
}

TEST_F(Promises, ATransactionSeesOneState) {
  EXPECT_EQ(session.query<User>().count(), 2);
  orm_test::execute(file(), "INSERT INTO users (name) VALUES ('cid'); DELETE FROM addresses");
  EXPECT_EQ(session.query<User>().count(), 2);
  EXPECT_EQ(session.query<User>().all().size(), 2U);
  session.commit();
  EXPECT_EQ(session.query<User>().count(), 3);
}

TEST_F(Promises, WithoutAWriteAheadLogOthersWaitForThoseThatRead) {
  const std::string journaled = file() + ".journaled";
  orm::Engine journaling = orm::create_engine(
      "sqlite:///" + journaled,
      {.busy_timeout = std::chrono::milliseconds(10), .journal_mode = orm::JournalMode::Delete});
  scenarios::create_all(journaling);
  orm::Session reading(journaling);
  EXPECT_EQ(reading.query<User>().count(), 0);
  orm::Session writing(journaling);
  writing.create<User>({.name = "late"});
  EXPECT_THROW(writing.commit(), orm::BusyError);
  EXPECT_EQ(reading.query<User>().count(), 0);
  reading.commit();
  writing.commit();
  EXPECT_EQ(reading.query<User>().count(), 1);
}

TEST_F(Promises, WithoutAVersionWhatIsWrittenLastStaysColumnByColumn) {
  orm::Session keeping(engine, {.expire_on_commit = false});
  const auto item = keeping.create<Address>({.email = "mine", .user_id = 1});
  keeping.commit();
  orm_test::execute(file(), "UPDATE addresses SET email = 'theirs', user_id = 2");
  item->set_email("mine again");
  keeping.commit();
  EXPECT_THAT(rows("SELECT email, user_id FROM addresses"), ElementsAre("mine again|2"));
}

TEST_F(Promises, WhatIsKeptOverACommitIsReadAnew) {
  const auto first = session.query<User>().first();
  session.commit();
  orm_test::execute(file(), "UPDATE users SET name = 'theirs' WHERE id = 1");
  EXPECT_EQ(first->name(), "theirs");
}

}  // namespace
}  // namespace scenarios
