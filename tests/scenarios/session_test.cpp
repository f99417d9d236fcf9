// Scenarios 120 to 124, 128 and 129: flushing, transactions and what they do to objects.
#include "scenario.h"

namespace scenarios {

TEST_F(Scenarios, Scenario120_AQueryFlushesFirst) {
  session.add(user("u"));
  EXPECT_EQ(session.query<User>().all().size(), 1U);
  EXPECT_THAT(executed(), ElementsAre("INSERT users x1", "SELECT users"));
}

TEST_F(Scenarios, Scenario120_FindingAnObjectInTheSessionDoesNotFlush) {
  const auto u = user("u");
  store(u);
  ASSERT_EQ(u->name(), "u");
  recorder.clear();
  u->set_name("changed");
  EXPECT_TRUE(session.get<User>(1) == u);
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_TRUE(session.get<User>(2) == nullptr);
  EXPECT_THAT(executed(), ElementsAre("UPDATE users SET name x1", "SELECT users"));
}

TEST_F(Scenarios, Scenario120_WithoutAutoflushAQuerySeesTheOldRows) {
  const auto guard = session.no_autoflush();
  session.add(user("u"));
  EXPECT_TRUE(session.query<User>().all().empty());
  EXPECT_THAT(executed(), ElementsAre("SELECT users"));
}

class Transaction : public Scenarios {
 protected:
  void SetUp() override {
    for (const char* name : {"u1", "u2", "u3", "u4"}) users.push_back(user(name));
    session.add_all(users);
    session.commit();
    recorder.clear();
  }

  std::vector<Ptr<User>> users;
};

TEST_F(Transaction, Scenario121_CommitExpiresEveryObject) {
  for (const auto& u : users) EXPECT_FALSE(u->name().empty());
  // One statement for each; fewer would do as well.
  EXPECT_LE(recorder.executions(), 4U);
  EXPECT_GE(recorder.executions(), 1U);
}

TEST_F(Transaction, Scenario121_OneQueryRefreshesAllThatIsExpired) {
  rows("UPDATE users SET name = name || '!'");
  session.query<User>().all();
  EXPECT_EQ(users[3]->name(), "u4!");
  EXPECT_EQ(users[0]->name(), "u1!");
  EXPECT_EQ(recorder.executions(), 1U);
}

TEST_F(Transaction, Scenario122_RollbackMakesNewObjectsTransientWithoutTheirKeys) {
  const auto fresh = user("new");
  fresh->addresses().append(address("a"));
  session.add(fresh);
  session.flush();
  ASSERT_EQ(fresh->id(), 5);
  session.rollback();
  EXPECT_EQ(fresh->state(), orm::ObjectState::Transient);
  EXPECT_FALSE(orm::has_key(*fresh));
  EXPECT_THROW(fresh->id(), orm::KeyNotKnown);
  EXPECT_EQ(fresh->addresses()[0].user_id(), std::nullopt);
  EXPECT_THAT(rows("SELECT count(*) FROM users"), ElementsAre("4"));

  session.add(fresh);
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a|new"));
}

TEST_F(Transaction, Scenario122_RollbackKeepsAKeyThatTheProgramGave) {
  const auto fresh = make<User>({.id = 77, .name = "new"});
  session.add(fresh);
  session.flush();
  session.rollback();
  EXPECT_EQ(fresh->id(), 77);
}

TEST_F(Transaction, Scenario122_RollbackRevertsChangesDeletionsAndCollections) {
  users[0]->set_name("changed");
  users[1]->addresses().append(address("a"));
  session.remove(users[2]);
  session.flush();
  EXPECT_EQ(users[2]->state(), orm::ObjectState::Deleted);
  session.rollback();
  EXPECT_EQ(users[0]->name(), "u1");
  EXPECT_TRUE(users[1]->addresses().empty());
  EXPECT_EQ(users[2]->state(), orm::ObjectState::Persistent);
  EXPECT_EQ(users[2]->name(), "u3");
  EXPECT_TRUE(session.get<User>(3) == users[2]);
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("u1", "u2", "u3", "u4"));
}

TEST_F(Transaction, Scenario122_ALinkSetAgainAfterARollbackIsWritten) {
  const auto a = address("a");
  store(a);
  a->set_user(users[0]);
  session.flush();
  session.rollback();
  a->set_user(users[0]);
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a|u1"));
}

TEST_F(Transaction, Scenario123_ADeletedObjectIsDetachedByTheCommit) {
  session.remove(users[0]);
  session.commit();
  EXPECT_EQ(users[0]->state(), orm::ObjectState::Detached);
  EXPECT_THROW(session.add(users[0]), orm::InvalidRequestError);
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("u2", "u3", "u4"));
}

TEST_F(Transaction, Scenario124_AFailedFlushEndsTheTransactionUntilRollback) {
  store(make<Invoice>({.number = "n"}));
  users[0]->set_name("lost");
  session.add(make<Invoice>({.number = "n"}));
  try {
    session.flush();
    FAIL() << "the number is unique";
  } catch (const orm::IntegrityError& error) {
    EXPECT_EQ(error.kind(), orm::IntegrityError::Kind::Unique);
    EXPECT_EQ(error.constraint(), "invoices.number");
  }
  EXPECT_THROW(session.flush(), orm::PendingRollbackError);
  EXPECT_THROW(session.commit(), orm::PendingRollbackError);
  EXPECT_THROW(session.query<User>().all(), orm::PendingRollbackError);
  try {
    session.add(user("u5"));
    FAIL() << "the session was not rolled back";
  } catch (const orm::PendingRollbackError& error) {
    EXPECT_THAT(error.what(), HasSubstr("UNIQUE"));
  }
  // The lock went with the transaction.
  rows("UPDATE users SET name = 'other' WHERE id = 2");

  session.rollback();
  EXPECT_EQ(users[0]->name(), "u1");
  EXPECT_EQ(users[1]->name(), "other");
  session.add(user("u5"));
  session.commit();
  EXPECT_THAT(rows("SELECT count(*) FROM users"), ElementsAre("5"));
}

TEST_F(Transaction, Scenario124_WhatAFailedFlushHadInsertedIsTransientAgain) {
  const auto u5 = user("u5");
  const auto lost = make<Address>({.email = "lost", .user_id = 99});
  session.add_all(u5, lost);
  EXPECT_THROW(session.flush(), orm::IntegrityError);
  EXPECT_THAT(executed(), ElementsAre("INSERT users x1"));
  session.rollback();
  EXPECT_EQ(u5->state(), orm::ObjectState::Transient);
  EXPECT_FALSE(orm::has_key(*u5));
  EXPECT_TRUE(session.get<User>(5) == nullptr);
  lost->set_user(u5);
  session.add(lost);
  session.commit();
  EXPECT_THAT(rows("SELECT email, name FROM addresses JOIN users ON users.id = user_id"),
              ElementsAre("lost|u5"));
}

TEST_F(Transaction, AnObjectThatAFailedFlushHadInsertedOutlivesTheSession) {
  const auto u5 = user("u5");
  session.add_all(u5, make<Address>({.email = "lost", .user_id = 99}));
  EXPECT_THROW(session.flush(), orm::IntegrityError);
  session.close();
  EXPECT_EQ(u5->name(), "u5");
  EXPECT_EQ(u5->state(), orm::ObjectState::Transient);
}

TEST_F(Transaction, Scenario128_UpdatingAVanishedRowIsStale) {
  ASSERT_EQ(session.query<User>().all().size(), 4U);
  session.close();
  orm::Session keeping(engine, {.expire_on_commit = false});
  const auto held = keeping.query<User>().all();
  keeping.commit();
  rows("DELETE FROM users WHERE id = 3");
  for (const auto& u : held) u->set_name("changed");
  try {
    keeping.flush();
    FAIL() << "one of the rows was gone";
  } catch (const orm::StaleDataError& error) {
    EXPECT_THAT(error.what(),
                HasSubstr("the row of scenarios::User with the key 3 is not as it was read"));
  }
  keeping.rollback();
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("u1", "u2", "u4"));
  EXPECT_THROW(held[2]->name(), orm::ObjectDeletedError);
  EXPECT_TRUE(keeping.get<User>(3) == nullptr);
}

TEST_F(Transaction, Scenario128_DeletingAVanishedRowIsNoError) {
  rows("DELETE FROM users WHERE id = 3");
  session.remove(users[2]);
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("u1", "u2", "u4"));
}

TEST_F(Transaction, Scenario129_TheIdentityMapIsStrong) {
  users.clear();
  session.query<User>().all();
  recorder.clear();
  EXPECT_EQ(session.get_one<User>(2)->name(), "u2");
  EXPECT_EQ(recorder.executions(), 0U);
  session.get_one<User>(2)->set_name("changed");
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM users WHERE id = 2"), ElementsAre("changed"));
}

}  // namespace scenarios
