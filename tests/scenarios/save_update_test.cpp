// Scenarios 33 to 35 and 60 to 62: what `add` reaches, and what leaves a session again.
#include "scenario.h"

namespace scenarios {

TEST_F(Scenarios, Scenario033_AddReachesTheWholeGraph) {
  const auto root = make<Root>({.name = "r"});
  for (const char* name : {"m1", "m2"}) {
    root->middles().append(make<Middle>({.name = name}));
  }
  root->middles()[1].leaves().append(make<Leaf>({.name = "l1"}));
  root->middles()[0].leaves().append(make<Leaf>({.name = "l2"}));
  root->middles()[1].leaves().append(make<Leaf>({.name = "l3"}));
  session.add(root);
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_EQ(root->state(), orm::ObjectState::Pending);
  for (const Middle& middle : root->middles()) {
    EXPECT_EQ(middle.state(), orm::ObjectState::Pending);
    for (const Leaf& leaf : middle.leaves()) {
      EXPECT_EQ(leaf.state(), orm::ObjectState::Pending);
    }
  }

  session.commit();
  EXPECT_EQ(recorder.executions(), 3U);
  EXPECT_THAT(executed(), ElementsAre("INSERT roots x1", "INSERT middles x2", "INSERT leafs x3"));
  EXPECT_THAT(rows("SELECT leafs.name, middles.name, roots.name FROM leafs "
                   "JOIN middles ON middles.id = middle_id JOIN roots ON roots.id = root_id "
                   "ORDER BY leafs.name"),
              ElementsAre("l1|m2|r", "l2|m1|r", "l3|m2|r"));
}

TEST_F(Scenarios, Scenario034_AddingTheChildAddsItsParent) {
  const auto u = user("u");
  const auto a = address("a");
  a->set_user(u);
  session.add(a);
  EXPECT_EQ(u->state(), orm::ObjectState::Pending);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("INSERT users x1", "INSERT addresses x1"));
  EXPECT_THAT(address_rows(), ElementsAre("a|u"));
}

TEST_F(Scenarios, Scenario035_AnObjectLinkedToAStoredOneIsAddedByTheFlush) {
  const auto u = user("u");
  store(u);
  address("a")->set_user(u);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("INSERT addresses x1"));
  EXPECT_THAT(address_rows(), ElementsAre("a|u"));
}

TEST_F(Scenarios, Scenario035_AnObjectUnlinkedAgainIsNotAdded) {
  const auto u = user("u");
  store(u);
  const auto a = address("a");
  a->set_user(u);
  a->set_user(nullptr);
  session.commit();
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_EQ(a->state(), orm::ObjectState::Transient);
}

TEST_F(Scenarios, Scenario060_AddAndExpungeIsNothing) {
  const auto u = user("u");
  session.add(u);
  session.expunge(u);
  session.commit();
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_EQ(u->state(), orm::ObjectState::Transient);
}

TEST_F(Scenarios, Scenario060_RemovingAPendingObjectIsAnError) {
  const auto u = user("u");
  session.add(u);
  EXPECT_THROW(session.remove(u), orm::InvalidRequestError);
  EXPECT_THROW(session.remove(user("never added")), orm::InvalidRequestError);
}

TEST_F(Scenarios, Scenario060_RemoveAndAddIsNothing) {
  const auto u = user("u");
  store(u);
  session.remove(u);
  session.add(u);
  session.commit();
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("u"));
}

TEST_F(Scenarios, Scenario061_AnExpungedPendingChildIsUnlinked) {
  const auto u = user("u");
  const auto a = address("a");
  u->addresses().append(a);
  session.add(u);
  session.expunge(a);
  EXPECT_TRUE(u->addresses().empty());
  EXPECT_TRUE(a->user() == nullptr);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("INSERT users x1"));
  EXPECT_THAT(address_rows(), IsEmpty());
}

TEST_F(Scenarios, Scenario062_AnObjectOfAnotherSessionIsRefused) {
  const auto u = user("u");
  session.add(u);
  orm::Session other(engine);
  try {
    other.add(u);
    FAIL() << "the object belonged to two sessions";
  } catch (const orm::InvalidRequestError& error) {
    const std::string text = error.what();
    const std::size_t first = text.find("session 0x");
    ASSERT_NE(first, std::string::npos) << text;
    EXPECT_NE(text.find("session 0x", first + 1), std::string::npos) << text;
  }
}

TEST_F(Scenarios, Scenario062_LinkingObjectsOfTwoSessionsIsRefused) {
  const auto u = user("u");
  const auto a = address("a");
  session.add(u);
  orm::Session other(engine);
  other.add(a);
  EXPECT_THROW(u->addresses().append(a), orm::InvalidRequestError);
  EXPECT_THROW(a->set_user(u), orm::InvalidRequestError);
  EXPECT_TRUE(u->addresses().empty());
  EXPECT_TRUE(a->user() == nullptr);
}

}  // namespace scenarios
