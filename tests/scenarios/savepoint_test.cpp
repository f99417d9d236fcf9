// Scenario 125: a part of a transaction that is taken back by itself.
#include "scenario.h"

namespace scenarios {

class Savepoints : public Scenarios {
 protected:
  void SetUp() override {
    u1->addresses().assign({address("a"), address("b")});
    u2->addresses().append(address("c"));
    item->keywords().append(keyword);
    store(u1, u2, item);
    read_all();
  }

  // All objects and their lists, so that what is read again later shows in the statements.
  void read_all() {
    session.query<User>().all();
    for (const auto& each : {u1, u2}) emails(each);
    item->keywords().size();
    keyword->items().size();
    recorder.clear();
  }

  Ptr<Address> address_of(const Ptr<User>& owner, std::size_t i) { return owner->addresses()[i]; }

  Ptr<User> u1 = user("u1");
  Ptr<User> u2 = user("u2");
  Ptr<Item> item = make<Item>({.label = "i"});
  Ptr<Keyword> keyword = make<Keyword>({.word = "k"});
};

TEST_F(Savepoints, Scenario125_AFailureInsideLeavesTheTransactionAround) {
  session.add(make<Invoice>({.number = "n"}));
  {
    orm::Savepoint savepoint = session.begin_nested();
    session.add(make<Invoice>({.number = "n"}));
    EXPECT_THROW(session.flush(), orm::IntegrityError);
    EXPECT_THROW(session.flush(), orm::PendingRollbackError);
    EXPECT_THROW(savepoint.commit(), orm::PendingRollbackError);
    savepoint.rollback();
    EXPECT_FALSE(savepoint.is_open());
  }
  session.add(make<Invoice>({.number = "m"}));
  session.commit();
  EXPECT_THAT(rows("SELECT number FROM invoices ORDER BY id"), ElementsAre("n", "m"));
}

TEST_F(Savepoints, Scenario125_WhatLeavesItsScopeOpenIsRolledBack) {
  u1->set_name("outer");
  try {
    const orm::Savepoint savepoint = session.begin_nested();
    u2->set_name("inner");
    session.add(make<Invoice>({.number = "n"}));
    session.add(make<Invoice>({.number = "n"}));
    session.flush();
    FAIL() << "the number is unique";
  } catch (const orm::IntegrityError&) {  // NOLINT(bugprone-empty-catch)
    // What is left is looked at.
  }
  EXPECT_EQ(u2->name(), "u2");
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("outer", "u2"));
  EXPECT_THAT(rows("SELECT number FROM invoices"), IsEmpty());
}

TEST_F(Savepoints, Scenario125_WhatIsPendingIsFlushedBeforeIt) {
  const auto u3 = user("u3");
  session.add(u3);
  orm::Savepoint savepoint = session.begin_nested();
  EXPECT_THAT(executed(), ElementsAre("INSERT users x1"));
  savepoint.rollback();
  EXPECT_EQ(u3->state(), orm::ObjectState::Persistent);
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("u1", "u2", "u3"));
}

TEST_F(Savepoints, Scenario125_OnlyWhatChangedInsideIsReadAgain) {
  orm::Savepoint savepoint = session.begin_nested();
  u2->set_name("changed");
  session.flush();
  savepoint.rollback();
  recorder.clear();

  EXPECT_EQ(u1->name(), "u1");
  EXPECT_THAT(emails(u1), ElementsAre("a", "b"));
  EXPECT_EQ(item->keywords().size(), 1U);
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_EQ(u2->name(), "u2");
  EXPECT_THAT(executed(), ElementsAre("SELECT users"));
}

TEST_F(Savepoints, Scenario125_WhatIsNotFlushedGoesToo) {
  orm::Savepoint savepoint = session.begin_nested();
  u2->set_name("changed");
  const auto added = address("new");
  u1->addresses().append(added);
  address_of(u2, 0)->set_user(u1);
  savepoint.rollback();

  EXPECT_EQ(u2->name(), "u2");
  EXPECT_EQ(added->state(), orm::ObjectState::Transient);
  EXPECT_THAT(emails(u1), ElementsAre("a", "b"));
  EXPECT_THAT(emails(u2), ElementsAre("c"));
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a|u1", "b|u1", "c|u2"));
}

TEST_F(Savepoints, Scenario125_ListsAreAsTheyWereBefore) {
  orm::Savepoint savepoint = session.begin_nested();
  const auto added = address("new");
  u1->addresses().append(added);
  const auto moved = address_of(u1, 1);
  moved->set_user(u2);
  const auto removed = address_of(u2, 0);
  session.remove(removed);
  item->keywords().clear();
  session.flush();
  ASSERT_THAT(emails(u2), ElementsAre("b"));
  savepoint.rollback();

  EXPECT_EQ(added->state(), orm::ObjectState::Transient);
  EXPECT_FALSE(orm::has_key(*added));
  EXPECT_EQ(removed->state(), orm::ObjectState::Persistent);
  EXPECT_TRUE(moved->user() == u1);
  EXPECT_THAT(emails(u1), ElementsAre("a", "b"));
  EXPECT_THAT(emails(u2), ElementsAre("c"));
  EXPECT_TRUE(address_of(u2, 0) == removed);
  EXPECT_THAT(each(item->keywords(), &Keyword::word), ElementsAre("k"));
  EXPECT_THAT(each(keyword->items(), &Item::label), ElementsAre("i"));
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a|u1", "b|u1", "c|u2"));
  EXPECT_THAT(rows("SELECT count(*) FROM item_keyword"), ElementsAre("1"));
}

TEST_F(Savepoints, Scenario125_AMoveOfAnExpiredObjectIsTakenBack) {
  const auto moved = address_of(u1, 0);
  session.expire(moved);
  orm::Savepoint savepoint = session.begin_nested();
  moved->set_user(u2);
  session.flush();
  savepoint.rollback();
  EXPECT_THAT(emails(u1), ElementsAre("a", "b"));
  EXPECT_THAT(emails(u2), ElementsAre("c"));
}

TEST_F(Savepoints, Scenario125_WhatACommittedOneDidGoesWithTheOneAround) {
  orm::Savepoint outer = session.begin_nested();
  u1->set_name("outer");
  const auto added = address("new");
  {
    orm::Savepoint inner = session.begin_nested();
    u2->set_name("inner");
    u2->addresses().append(added);
    inner.commit();
    EXPECT_FALSE(inner.is_open());
  }
  EXPECT_EQ(u2->name(), "inner");
  EXPECT_EQ(added->state(), orm::ObjectState::Persistent);
  outer.rollback();
  EXPECT_EQ(u1->name(), "u1");
  EXPECT_EQ(u2->name(), "u2");
  EXPECT_THAT(emails(u2), ElementsAre("c"));
  EXPECT_EQ(added->state(), orm::ObjectState::Transient);
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("u1", "u2"));
}

TEST_F(Savepoints, Scenario125_OneEndsWithTheOneAroundIt) {
  orm::Savepoint outer = session.begin_nested();
  u1->set_name("outer");
  orm::Savepoint inner = session.begin_nested();
  u2->set_name("inner");
  outer.commit();
  EXPECT_FALSE(inner.is_open());
  EXPECT_THROW(inner.rollback(), orm::InvalidRequestError);
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("outer", "inner"));
}

TEST_F(Savepoints, Scenario125_AllEndWithTheTransaction) {
  orm::Savepoint first = session.begin_nested();
  u1->set_name("kept");
  session.commit();
  EXPECT_FALSE(first.is_open());
  try {
    first.commit();
    FAIL() << "it has ended";
  } catch (const orm::InvalidRequestError& error) {
    EXPECT_THAT(error.what(), HasSubstr("this savepoint has ended"));
  }

  orm::Savepoint second = session.begin_nested();
  u1->set_name("lost");
  session.flush();
  session.rollback();
  EXPECT_FALSE(second.is_open());
  EXPECT_EQ(u1->name(), "kept");
}

TEST_F(Savepoints, Scenario125_OneOutlivesItsSession) {
  auto other = std::make_unique<orm::Session>(engine);
  const orm::Savepoint savepoint = other->begin_nested();
  other.reset();
  EXPECT_FALSE(savepoint.is_open());
}

TEST_F(Savepoints, Scenario125_ARowThatWasDeletedBeforeStaysDeleted) {
  const auto gone = address_of(u1, 0);
  session.remove(gone);
  orm::Savepoint savepoint = session.begin_nested();
  EXPECT_EQ(gone->state(), orm::ObjectState::Deleted);
  session.remove(address_of(u1, 0));
  session.flush();
  savepoint.rollback();
  EXPECT_EQ(gone->state(), orm::ObjectState::Deleted);
  EXPECT_THAT(emails(u1), ElementsAre("b"));
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("b|u1", "c|u2"));
}

TEST_F(Savepoints, Scenario125_AnObjectIsInsertedAgainAfterwards) {
  const auto u3 = user("u3");
  {
    const orm::Savepoint savepoint = session.begin_nested();
    u3->addresses().append(address("x"));
    session.add(u3);
    session.flush();
  }
  EXPECT_EQ(u3->state(), orm::ObjectState::Transient);
  session.add(u3);
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a|u1", "b|u1", "c|u2", "x|u3"));
}

}  // namespace scenarios
