// Scenarios 85, 87 to 89, 92, 94 and 95: the order in which rows are written.
#include "scenario.h"

namespace scenarios {

namespace {

Ptr<Node> node(const char* name, const Ptr<Node>& parent = nullptr) {
  return make<Node>({.name = name, .parent = parent});
}

}  // namespace

class Tree : public Scenarios {
 protected:
  // root -> (a -> (c, d), b)
  Tree() {
    b = node("b", root);
    c = node("c", a);
    d = node("d", a);
  }

  std::vector<std::string> node_rows() const {
    return rows(
        "SELECT child.name, parent.name FROM nodes AS child "
        "LEFT JOIN nodes AS parent ON parent.id = child.parent_id ORDER BY child.id");
  }

  Ptr<Node> root = node("root");
  Ptr<Node> a = node("a", root);
  Ptr<Node> b;
  Ptr<Node> c;
  Ptr<Node> d;
};

TEST_F(Tree, Scenario085_ATreeIsInsertedLevelByLevel) {
  session.add(root);
  session.commit();
  EXPECT_EQ(recorder.executions(), 3U);
  EXPECT_EQ(recorder.parameter_sets(), 5U);
  EXPECT_THAT(node_rows(), ElementsAre("root|NULL", "a|root", "b|root", "c|a", "d|a"));
}

TEST_F(Tree, Scenario085_EveryNodeOfATreeIsRemovedLeavesFirst) {
  store(root);
  ASSERT_EQ(session.query<Node>().all().size(), 5U);
  for (const auto& each : {root, a, b, c, d}) {
    for (const Node& child : each->children()) ASSERT_TRUE(child.parent() == each);
  }
  for (const auto& each : {root, a, b, c, d}) session.remove(each);
  session.commit();
  EXPECT_THAT(node_rows(), IsEmpty());
}

TEST_F(Tree, Scenario087_RemovingTheRootFreesItsChildren) {
  store(root);
  session.remove(root);
  session.commit();
  EXPECT_THAT(executed(),
              ElementsAre("SELECT nodes", "UPDATE nodes SET parent_id x2", "DELETE nodes x1"));
  EXPECT_THAT(node_rows(), ElementsAre("a|NULL", "b|NULL", "c|a", "d|a"));
}

TEST_F(Tree, Scenario088_AGrandchildMovesBeforeItsOldParentIsDeleted) {
  store(root);
  ASSERT_EQ(session.query<Node>().all().size(), 5U);
  ASSERT_EQ(b->children().size(), 0U);
  ASSERT_EQ(a->children().size(), 2U);
  recorder.clear();
  b->children().assign({c, d});
  session.remove(a);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE nodes SET parent_id x2", "DELETE nodes x1"));
  EXPECT_THAT(node_rows(), ElementsAre("root|NULL", "b|root", "c|b", "d|b"));
}

TEST_F(Scenarios, Scenario091_TwoTablesThatNeedEachOtherAreOrderedByTheirRows) {
  const auto player = make<Player>({.name = "p"});
  const auto ball = make<Ball>({.colour = "red"});
  player->set_favorite(ball);
  session.add(player);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("INSERT balls x1", "INSERT players x1"));
  ball->set_owner(player);
  session.commit();
  EXPECT_THAT(rows("SELECT favorite_id FROM players"), ElementsAre("1"));
  EXPECT_THAT(rows("SELECT owner_id FROM balls"), ElementsAre("1"));
}

TEST_F(Scenarios, Scenario092_StoredRowsMayFormACircle) {
  const auto a = node("a");
  const auto b = node("b");
  store(a, b);
  a->set_parent(b);
  b->set_parent(a);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE nodes SET parent_id x2"));
  EXPECT_THAT(rows("SELECT name, parent_id FROM nodes ORDER BY id"), ElementsAre("a|2", "b|1"));
  a->set_parent(a);
  session.commit();
  EXPECT_THAT(rows("SELECT name, parent_id FROM nodes ORDER BY id"), ElementsAre("a|1", "b|1"));
}

TEST_F(Scenarios, Scenario094_EachTableIsInsertedInTheOrderOfAdd) {
  for (const char* name : {"1", "2", "3"}) {
    session.add(address(name));
    session.add(user(name));
  }
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("INSERT users x3", "INSERT addresses x3"));
  EXPECT_THAT(rows("SELECT name FROM users ORDER BY id"), ElementsAre("1", "2", "3"));
  EXPECT_THAT(rows("SELECT email FROM addresses ORDER BY id"), ElementsAre("1", "2", "3"));
}

TEST_F(Scenarios, Scenario095_OneTableIsUpdatedThenInsertedThenDeleted) {
  const auto changed = make<Receipt>({.text = "changed"});
  const auto gone = make<Receipt>({.text = "gone"});
  store(changed, gone);
  session.remove(gone);
  session.add(make<Receipt>({.text = "new"}));
  changed->set_text("changed now");
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE receipts SET text x1", "INSERT receipts x1",
                                      "DELETE receipts x1"));
  EXPECT_THAT(rows("SELECT text FROM receipts ORDER BY id"), ElementsAre("changed now", "new"));
}

}  // namespace scenarios
