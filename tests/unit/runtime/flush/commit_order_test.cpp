#include "flush/commit_order.h"

#include <gmock/gmock.h>

#include <span>
#include <utility>
#include <vector>

#include "orm/error.h"
#include "tables.h"

namespace orm::flush {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

// root <- middle <- leaf, a tree, and two tables that refer to each other.
struct Tables {
  static const EntityMapping root, middle, leaf, tree, chicken, egg;
  static constexpr ForeignKeyMapping middle_keys[] = {testing::key_to(root)};
  static constexpr ForeignKeyMapping leaf_keys[] = {testing::key_to(middle)};
  static constexpr ForeignKeyMapping tree_keys[] = {testing::key_to(tree)};
  static constexpr ForeignKeyMapping chicken_keys[] = {testing::key_to(egg)};
  static constexpr ForeignKeyMapping egg_keys[] = {testing::key_to(chicken)};
};
const EntityMapping Tables::root = testing::entity("Root", "roots");
const EntityMapping Tables::middle = testing::entity("Middle", "middles", middle_keys);
const EntityMapping Tables::leaf = testing::entity("Leaf", "leaves", leaf_keys);
const EntityMapping Tables::tree = testing::entity("Tree", "trees", tree_keys);
const EntityMapping Tables::chicken = testing::entity("Chicken", "chickens", chicken_keys);
const EntityMapping Tables::egg = testing::entity("Egg", "eggs", egg_keys);

using Entities = std::vector<const EntityMapping*>;

TEST(CommitOrder, PutsReferencedTablesFirst) {
  const Entities entities = {&Tables::leaf, &Tables::middle, &Tables::root};
  const std::vector<Group> groups = commit_order(entities);
  ASSERT_EQ(groups.size(), 3U);
  EXPECT_THAT(groups[0].entities, ElementsAre(&Tables::root));
  EXPECT_THAT(groups[1].entities, ElementsAre(&Tables::middle));
  EXPECT_THAT(groups[2].entities, ElementsAre(&Tables::leaf));
  for (const Group& group : groups) EXPECT_FALSE(group.is_circular);
}

TEST(CommitOrder, LeavesOutTablesThatAreNotWritten) {
  const Entities entities = {&Tables::leaf, &Tables::root};
  const std::vector<Group> groups = commit_order(entities);
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_THAT(groups[0].entities, ElementsAre(&Tables::leaf));
}

TEST(CommitOrder, ATableThatRefersToItselfIsCircular) {
  const Entities entities = {&Tables::tree};
  const std::vector<Group> groups = commit_order(entities);
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_TRUE(groups[0].is_circular);
}

TEST(CommitOrder, TablesInACircleAreOneGroup) {
  const Entities entities = {&Tables::chicken, &Tables::root, &Tables::egg};
  const std::vector<Group> groups = commit_order(entities);
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_THAT(groups[0].entities, UnorderedElementsAre(&Tables::chicken, &Tables::egg));
  EXPECT_TRUE(groups[0].is_circular);
  EXPECT_FALSE(groups[1].is_circular);
}

// An object that does nothing but have a place in an order.
class Plain : public Object {
 public:
  Plain() : Object(Tables::tree) {}
};

using Edges = std::vector<std::pair<const Object*, Object*>>;

// Of its edges those in `weak` can be given up.
class ByEdges final : public Dependencies {
 public:
  explicit ByEdges(Edges edges, Edges weak = {})
      : edges_(std::move(edges)), weak_(std::move(weak)) {}

  void append_requirements(const Object& object,
                           std::vector<Object*>& requirements) const override {
    for (const Edges* edges : {&edges_, &weak_}) {
      for (const auto& [from, to] : *edges) {
        if (from == &object) requirements.push_back(to);
      }
    }
  }

  bool open_circle(std::span<Object* const> circle) override {
    opened.emplace_back(circle.begin(), circle.end());
    return !std::exchange(weak_, {}).empty();
  }

  std::vector<std::vector<Object*>> opened;

 private:
  Edges edges_;
  Edges weak_;
};

TEST(InLevels, ObjectsComeAfterWhatTheyRequire) {
  Plain a, b, c, d, outside;
  ByEdges edges(Edges{{&b, &a}, {&c, &a}, {&d, &c}, {&a, &outside}});
  const std::vector<Object*> objects = {&d, &c, &b, &a};
  EXPECT_THAT(in_levels(objects, edges),
              ElementsAre(ElementsAre(&a), ElementsAre(&c, &b), ElementsAre(&d)));
}

TEST(InLevels, ACircleIsAnErrorThatNamesTheEntity) {
  Plain a, b, c;
  ByEdges edges(Edges{{&a, &b}, {&b, &a}});
  const std::vector<Object*> objects = {&a, &b, &c};
  try {
    in_levels(objects, edges);
    FAIL();
  } catch (const CircularDependencyError& error) {
    EXPECT_THAT(error.what(), ::testing::HasSubstr("Tree"));
  }
}

TEST(InLevels, ACircleIsOpenedAmongThoseThatAreInIt) {
  Plain before, a, b, after;
  ByEdges edges(Edges{{&a, &before}, {&b, &a}, {&after, &b}}, Edges{{&a, &b}});
  const std::vector<Object*> objects = {&after, &b, &a, &before};
  EXPECT_THAT(in_levels(objects, edges), ElementsAre(ElementsAre(&before), ElementsAre(&a),
                                                     ElementsAre(&b), ElementsAre(&after)));
  EXPECT_THAT(edges.opened, ElementsAre(ElementsAre(&b, &a)));
}

}  // namespace
}  // namespace orm::flush
