// What tests of an application ask about statements: recorder, expectations, budget.
#include "scenario.h"

namespace scenarios {

using orm::count;
using orm::exactly;
using orm::in_any_order;
using testing::AllOf;

class Observing : public Scenarios {
 protected:
  void store_two() {
    for (const char* name : {"a", "b"}) {
      const auto each = user(name);
      each->addresses().append(address(name));
      session.add(each);
    }
    recorder.clear();
    session.commit();
  }
};

TEST_F(Observing, StatementsAreComparedInOrder) {
  store_two();
  EXPECT_EQ(recorder.mismatch(exactly({"INSERT users x2", "INSERT INTO addresses"})), "");
  EXPECT_NE(recorder.mismatch(exactly({"INSERT addresses", "INSERT users"})), "");
  EXPECT_NE(recorder.mismatch(exactly({"INSERT users"})), "") << "there is another";
  EXPECT_NE(recorder.mismatch(exactly({"INSERT users", "INSERT addresses", count(1)})), "");
  EXPECT_NE(recorder.mismatch(exactly({"INSERT users x3", "INSERT addresses"})), "");
}

TEST_F(Observing, StatementsAreComparedInAnyOrder) {
  store_two();
  EXPECT_EQ(recorder.mismatch(in_any_order({"INSERT addresses", "INSERT users"})), "");
  EXPECT_EQ(recorder.mismatch(in_any_order({count(1), "INSERT users"})), "");
  EXPECT_NE(recorder.mismatch(in_any_order({"INSERT users", "INSERT users"})), "");
}

TEST_F(Observing, StatementsAreCounted) {
  EXPECT_EQ(recorder.mismatch(count(0)), "");
  EXPECT_EQ(recorder.mismatch(exactly({})), "");
  store_two();
  EXPECT_EQ(recorder.mismatch(count(2)), "");
  EXPECT_EQ(recorder.mismatch("INSERT"), recorder.mismatch(exactly({"INSERT"})));
  EXPECT_NE(recorder.mismatch(count(1)), "");
}

TEST_F(Observing, WordsAreWholeWordsInTheirOrder) {
  store_two();
  session.query<User>().filter(User::fields.name == "a").all();
  EXPECT_EQ(recorder.mismatch(exactly({count(2), "SELECT FROM users WHERE name"})), "");
  EXPECT_NE(recorder.mismatch(exactly({count(2), "SELECT FROM user"})), "");
  EXPECT_NE(recorder.mismatch(exactly({count(2), "WHERE SELECT"})), "");
}

TEST_F(Observing, AMismatchSaysWhatWasExpectedAndWhatWasExecuted) {
  store_two();
  const std::string text =
      recorder.mismatch(exactly({"INSERT users x2", in_any_order({"INSERT items", count(1)})}));
  EXPECT_THAT(text, HasSubstr("expected:\n  INSERT users x2\n  in any order:\n    INSERT items\n"
                              "    1 statement\nexecuted:\n  1. INSERT INTO \"users\""));
  EXPECT_THAT(text, HasSubstr("(x2)\n  2. INSERT INTO \"addresses\""));
}

TEST_F(Observing, ABudgetRefusesTheStatementThatExceedsIt) {
  store_two();
  const auto users = session.query<User>().all();
  orm::StatementBudget budget(session, 1);
  EXPECT_EQ(users[0]->addresses().size(), 1U);
  EXPECT_EQ(budget.used(), 1U);
  try {
    (void)users[1]->addresses().size();
    FAIL() << "two statements were run";
  } catch (const orm::StatementBudgetError& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("a StatementBudget of 1 statements is exceeded"),
                                    HasSubstr("2. SELECT")));
  }
}

TEST_F(Observing, AfterABudgetAllIsAsBefore) {
  store_two();
  const auto users = session.query<User>().all();
  {
    const orm::StatementBudget budget(session, 0);
    EXPECT_THROW((void)users[1]->addresses().size(), orm::StatementBudgetError);
  }
  EXPECT_EQ(users[1]->addresses().size(), 1U);
}

TEST_F(Observing, AFlushThatExceedsABudgetWritesNothing) {
  const auto ann = user("Ann");
  ann->addresses().append(address("a"));
  session.add(ann);
  {
    const orm::StatementBudget budget(engine, 1);
    EXPECT_THROW(session.commit(), orm::StatementBudgetError);
  }
  session.rollback();
  EXPECT_THAT(rows("SELECT count(*) FROM users"), ElementsAre("0"));
  session.add(ann);
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a|Ann"));
}

TEST_F(Observing, ABudgetOfOneSessionLeavesOthersAlone) {
  const orm::StatementBudget budget(session, 0);
  orm::Session other(engine);
  EXPECT_EQ(other.query<User>().count(), 0);
  EXPECT_THROW(session.query<User>().count(), orm::StatementBudgetError);
}

// Warnings.

class Warned : public testing::Test {
 protected:
  // With an address each.
  void store_users(int users) {
    scenarios::create_all(engine);
    orm::Session session(engine);
    for (int i = 0; i < users; ++i) {
      const auto each = make<User>({.name = "u"});
      each->addresses().append(make<Address>({.email = "a"}));
      session.add(each);
    }
    session.commit();
  }

  std::vector<std::string> warnings;
  orm::Engine engine = orm::create_engine(
      "sqlite://", {.warn = [this](std::string_view text) { warnings.emplace_back(text); }});
};

TEST_F(Warned, OneStatementForEachObjectIsWorthAWarning) {
  store_users(30);
  orm::Session session(engine);
  const int line = __LINE__ + 1;
  const auto users = session.query<User>().all();
  for (int i = 0; i < 9; ++i) (void)users[static_cast<std::size_t>(i)]->addresses().size();
  EXPECT_THAT(warnings, IsEmpty());
  for (const auto& user : users) (void)user->addresses().size();
  ASSERT_EQ(warnings.size(), 1U) << "once is enough";
  EXPECT_THAT(warnings[0],
              AllOf(HasSubstr("scenarios::User::addresses has been loaded for 10 objects"),
                    HasSubstr("observe_test.cpp:" + std::to_string(line)),
                    HasSubstr("orm::selectinload(scenarios::User::fields.addresses)")));
}

TEST_F(Warned, WhatIsLoadedTogetherIsNotWorthOne) {
  store_users(30);
  orm::Session session(engine);
  for (const auto& user :
       session.query<User>().options(orm::adaptiveload(User::fields.addresses)).all()) {
    (void)user->addresses().size();
  }
  session.expunge_all();
  for (int i = 1; i <= 30; ++i) (void)session.get<User>(i)->addresses().size();
  EXPECT_THAT(warnings, IsEmpty()) << "objects that were asked for one by one";
}

}  // namespace scenarios
