// Scenario 116: how deep a relationship that leads to its own entity is loaded.
#include <algorithm>

#include "archive.h"
#include "models.orm.hpp"

namespace scenarios {

using orm::make;
using orm::Ptr;
using testing::ElementsAre;
using testing::HasSubstr;

class Recursion : public orm_test::DatabaseTest {
 protected:
  Recursion() : DatabaseTest(&scenarios::create_all) {}

  // n1, below it n2 and n3, and so on: node i has the children 2i and 2i + 1.
  void store_tree(int nodes) {
    for (int i = 1; i <= nodes; ++i) {
      write("INSERT INTO nodes (id, name, parent_id) VALUES (" + std::to_string(i) + ", 'n" +
            std::to_string(i) + "', " + (i == 1 ? "NULL" : std::to_string(i / 2)) + ")");
    }
  }
  void write(const std::string& script) const { orm_test::execute(file(), script); }

  Ptr<Node> root(const orm::LoadEnd<Node>& path) {
    session.expunge_all();
    recorder.clear();
    return session.query<Node>().options(path).filter(Node::fields.id == 1).one();
  }

  // How many levels below the node are loaded.
  static int loaded_levels(const Node& node) {
    if (!orm::is_loaded(node, Node::fields.children)) return 0;
    int below = 0;
    for (const Node& child : node.children()) below = std::max(below, loaded_levels(child));
    return below + 1;
  }
};

TEST_F(Recursion, Scenario116_SelectinGoesToTheBottomWithAStatementForEachLevel) {
  store_tree(15);
  const auto top = root(orm::selectinload(Node::fields.children).recursion_depth(-1));
  // Four levels, and one statement that finds nothing below the last.
  EXPECT_EQ(recorder.executions(), 5U);
  EXPECT_EQ(loaded_levels(*top), 4);
  EXPECT_EQ(top->children()[1].children()[1].children()[1].name(), "n15");
  EXPECT_EQ(recorder.executions(), 5U);
}

TEST_F(Recursion, Scenario116_SelectinGoesAsManyLevelsFurtherAsItIsTold) {
  store_tree(31);
  EXPECT_EQ(loaded_levels(*root(orm::selectinload(Node::fields.children))), 1);
  EXPECT_EQ(recorder.executions(), 2U);
  EXPECT_EQ(loaded_levels(*root(orm::selectinload(Node::fields.children).recursion_depth(1))), 2);
  EXPECT_EQ(recorder.executions(), 3U);
  EXPECT_EQ(loaded_levels(*root(orm::selectinload(Node::fields.children).recursion_depth(2))), 3);
  EXPECT_EQ(recorder.executions(), 4U);
}

TEST_F(Recursion, Scenario116_ItEndsWhereThereIsNothingMore) {
  store_tree(1);
  const auto top = root(orm::selectinload(Node::fields.children).recursion_depth(100));
  EXPECT_EQ(recorder.executions(), 2U);
  EXPECT_TRUE(top->children().empty());
}

TEST_F(Recursion, Scenario116_ImmediateTakesAStatementForEachObject) {
  store_tree(7);
  const auto top = root(orm::immediateload(Node::fields.children).recursion_depth(-1));
  EXPECT_EQ(recorder.executions(), 8U);
  EXPECT_EQ(loaded_levels(*top), 3);
}

TEST_F(Recursion, Scenario116_ACircleEnds) {
  write(
      "PRAGMA foreign_keys = OFF; INSERT INTO nodes (id, name, parent_id) VALUES "
      "(1, 'a', 3), (2, 'b', 1), (3, 'c', 2), (4, 'd', 4)");
  const auto top = root(orm::selectinload(Node::fields.children).recursion_depth(-1));
  EXPECT_EQ(recorder.executions(), 4U);
  EXPECT_TRUE(&top->children()[0].children()[0].children()[0] == top.get());
  const auto own = session.query<Node>()
                       .options(orm::selectinload(Node::fields.children).recursion_depth(-1))
                       .filter(Node::fields.id == 4)
                       .one();
  EXPECT_EQ(own->children().size(), 1U);
}

TEST_F(Recursion, Scenario116_ToOneGoesUpToTheTop) {
  store_tree(15);
  const auto leaf = session.query<Node>()
                        .options(orm::selectinload(Node::fields.parent).recursion_depth(-1))
                        .filter(Node::fields.id == 15)
                        .one();
  EXPECT_EQ(recorder.executions(), 4U);
  EXPECT_EQ(leaf->parent()->parent()->parent()->name(), "n1");
  EXPECT_TRUE(leaf->parent()->parent()->parent()->parent() == nullptr);
  EXPECT_EQ(recorder.executions(), 4U);
}

TEST_F(Recursion, Scenario116_WhatIsLoadedIsFollowedWithoutBeingReadAgain) {
  store_tree(7);
  const auto top = session.get_one<Node>(1);
  (void)top->children().size();
  recorder.clear();
  (void)session.query<Node>()
      .options(orm::selectinload(Node::fields.children).recursion_depth(-1))
      .filter(Node::fields.id == 1)
      .one();
  EXPECT_EQ(recorder.executions(), 3U);
  EXPECT_EQ(loaded_levels(*top), 3);
}

TEST_F(Recursion, Scenario116_AChainIsNoDeeperThanItsLevels) {
  write(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
      "INSERT INTO nodes (id, name, parent_id) SELECT i, 'n', nullif(i - 1, 0) FROM n");
  const auto top = root(orm::selectinload(Node::fields.children).recursion_depth(-1));
  EXPECT_EQ(recorder.executions(), 2001U);
  EXPECT_EQ(loaded_levels(*top), 2000);
}

TEST_F(Recursion, Scenario116_ItStandsBehindAPathAndBeforeOthers) {
  store_tree(15);
  const auto top = root(orm::selectinload(Node::fields.children)
                            .selectinload(Node::fields.children)
                            .recursion_depth(1)
                            .load_only(Node::fields.parent_id));
  EXPECT_EQ(recorder.executions(), 4U);
  const Node& leaf = top->children()[0].children()[0].children()[0];
  EXPECT_EQ(recorder.executions(), 4U);
  EXPECT_EQ(leaf.name(), "n8");
  EXPECT_EQ(recorder.executions(), 5U);
}

TEST_F(Recursion, Scenario116_JoinedLevelsAreChained) {
  EXPECT_THROW((void)orm::joinedload(Node::fields.children).recursion_depth(2),
               orm::InvalidRequestError);
  store_tree(7);
  const auto top = root(orm::joinedload(Node::fields.children).joinedload(Node::fields.children));
  EXPECT_EQ(recorder.executions(), 1U);
  EXPECT_EQ(loaded_levels(*top), 2);
}

TEST_F(Recursion, Scenario116_ADepthIsANumberOfLevelsOrMinusOne) {
  for (const int levels : {0, -2}) {
    try {
      (void)orm::selectinload(Node::fields.children).recursion_depth(levels);
      ADD_FAILURE() << levels << " was accepted";
    } catch (const orm::InvalidRequestError& error) {
      EXPECT_THAT(error.what(), HasSubstr("-1 for all"));
    }
  }
}

}  // namespace scenarios

namespace archive {

using JoinDepth = Archive;

TEST_F(JoinDepth, Scenario116_LazyJoinedGoesAsDeepAsTheSchemaSays) {
  write(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6) "
      "INSERT INTO folders (id, name, parent_id) SELECT i, 'f' || i, nullif(i - 1, 0) FROM n");
  const auto top = session.query<Folder>().filter(Folder::fields.id == 1).one();
  ASSERT_EQ(recorder.executions(), 1U);
  const Folder* folder = top.get();
  for (int level = 0; level < 3; ++level) folder = &folder->folders()[0];
  EXPECT_EQ(folder->name(), "f4");
  EXPECT_EQ(recorder.executions(), 1U);
  EXPECT_FALSE(orm::is_loaded(*folder, Folder::fields.folders));
  EXPECT_EQ(folder->folders()[0].name(), "f5");
  EXPECT_EQ(recorder.executions(), 2U);
}

TEST_F(JoinDepth, Scenario116_AnOptionLeavesTheJoinsOut) {
  write(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6) "
      "INSERT INTO folders (id, name, parent_id) SELECT i, 'f' || i, nullif(i - 1, 0) FROM n");
  (void)session.query<Folder>()
      .options(orm::lazyload(Folder::fields.folders))
      .filter(Folder::fields.id == 1)
      .one();
  EXPECT_THAT(read_columns(), ElementsAre("id, name, parent_id"));
}

}  // namespace archive
