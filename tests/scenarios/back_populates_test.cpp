// Scenarios 1 to 10: both sides of a relationship that memory knows stay in step.
#include "scenario.h"

namespace scenarios {

TEST_F(Scenarios, Scenario001_AppendSetsTheOtherSide) {
  const auto u = user("u");
  const auto a = address("a");
  u->addresses().append(a);
  EXPECT_TRUE(a->user() == u);
  EXPECT_EQ(recorder.executions(), 0U);

  store(u);
  EXPECT_THAT(address_rows(), ElementsAre("a|u"));
}

TEST_F(Scenarios, Scenario002_RemoveClearsTheOtherSide) {
  const auto u = user("u");
  const auto a = address("a");
  u->addresses().append(a);
  u->addresses().remove(a);
  EXPECT_TRUE(a->user() == nullptr);
  EXPECT_TRUE(u->addresses().empty());
  EXPECT_EQ(recorder.executions(), 0U);

  store(u, a);
  EXPECT_THAT(address_rows(), ElementsAre("a|NULL"));
}

TEST_F(Scenarios, Scenario003_SettingTheOneSideFillsTheList) {
  const auto u = user("u");
  const auto a = address("a");
  a->set_user(u);
  EXPECT_THAT(emails(u), ElementsAre("a"));
  EXPECT_EQ(recorder.executions(), 0U);

  store(u);
  EXPECT_THAT(address_rows(), ElementsAre("a|u"));
}

TEST_F(Scenarios, Scenario004_SettingNullEmptiesTheList) {
  const auto u = user("u");
  const auto a = address("a");
  a->set_user(u);
  a->set_user(nullptr);
  EXPECT_TRUE(u->addresses().empty());
  EXPECT_EQ(recorder.executions(), 0U);

  store(u, a);
  EXPECT_THAT(address_rows(), ElementsAre("a|NULL"));
}

TEST_F(Scenarios, Scenario005_SettingTheOneSideMovesBetweenLists) {
  const auto u1 = user("u1");
  const auto u2 = user("u2");
  const auto a = address("a");
  u1->addresses().append(a);
  a->set_user(u2);
  EXPECT_TRUE(u1->addresses().empty());
  EXPECT_THAT(emails(u2), ElementsAre("a"));
  EXPECT_EQ(recorder.executions(), 0U);

  store(u1, u2);
  EXPECT_THAT(address_rows(), ElementsAre("a|u2"));
}

TEST_F(Scenarios, Scenario006_AppendToAnotherListMoves) {
  const auto u1 = user("u1");
  const auto u2 = user("u2");
  const auto a = address("a");
  u1->addresses().append(a);
  u2->addresses().append(a);
  EXPECT_TRUE(u1->addresses().empty());
  EXPECT_TRUE(a->user() == u2);
  EXPECT_EQ(recorder.executions(), 0U);

  store(u1, u2);
  EXPECT_THAT(address_rows(), ElementsAre("a|u2"));
}

TEST_F(Scenarios, Scenario007_AssignFiresBothSides) {
  const auto u = user("u");
  const auto a = address("a");
  const auto x = address("x");
  u->addresses().assign({a});
  u->addresses().assign({x});
  EXPECT_TRUE(a->user() == nullptr);
  EXPECT_TRUE(x->user() == u);
  EXPECT_EQ(recorder.executions(), 0U);

  store(a, u);
  EXPECT_THAT(address_rows(), ElementsAre("a|NULL", "x|u"));
}

TEST_F(Scenarios, Scenario008_AssignTakesFromAnotherList) {
  const auto u1 = user("u1");
  const auto u2 = user("u2");
  const auto a = address("a");
  u1->addresses().assign({a});
  u2->addresses().assign({a});
  EXPECT_TRUE(u1->addresses().empty());
  EXPECT_TRUE(a->user() == u2);
  EXPECT_EQ(recorder.executions(), 0U);

  store(u1, u2);
  EXPECT_THAT(address_rows(), ElementsAre("a|u2"));
}

TEST_F(Scenarios, Scenario009_AssigningAnotherOrderWritesNothing) {
  const auto u = user("u");
  const auto a1 = address("a1");
  const auto a2 = address("a2");
  const auto a3 = address("a3");
  u->addresses().assign({a1, a2, a3});
  store(u);
  ASSERT_THAT(emails(u), ElementsAre("a1", "a2", "a3"));
  recorder.clear();

  u->addresses().assign({a2, a1, a3});
  EXPECT_THAT(emails(u), ElementsAre("a2", "a1", "a3"));
  for (const auto& a : {a1, a2, a3}) EXPECT_TRUE(a->user() == u);
  session.flush();
  EXPECT_EQ(recorder.executions(), 0U);
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a1|u", "a2|u", "a3|u"));
}

TEST_F(Scenarios, Scenario010_AMemberAppendedTwiceStaysUntilItIsRemovedTwice) {
  const auto u = user("u");
  const auto a = address("a");
  u->addresses().append(a);
  store(u);
  u->addresses().append(a);
  EXPECT_EQ(u->addresses().size(), 2U);
  u->addresses().remove(a);
  EXPECT_TRUE(a->user() == u);
  recorder.clear();
  session.flush();
  EXPECT_EQ(recorder.executions(), 0U);

  session.commit();
  EXPECT_THAT(emails(u), ElementsAre("a"));
  EXPECT_THAT(address_rows(), ElementsAre("a|u"));
}

}  // namespace scenarios
