#include "graph/pair_changes.h"

#include <gtest/gtest.h>

#include <iterator>
#include <utility>
#include <vector>

#include "tables.h"

namespace orm::detail {
namespace {

using orm::testing::PlainObject;

constexpr LinkTableMapping one_table = {.table = "one", .columns = {}, .keys = {}};
constexpr LinkTableMapping other_table = {.table = "other", .columns = {}, .keys = {}};

class PairChangesTest : public ::testing::Test {
 protected:
  void add(PlainObject& left, PlainObject& right, const LinkTableMapping& table = one_table) {
    changes_.add({&table, &left, &right});
  }
  std::vector<std::pair<Object*, Object*>> standing() const {
    std::vector<std::pair<Object*, Object*>> pairs;
    for (const PairChange& change : changes_.standing()) {
      pairs.emplace_back(change.pair.left, change.pair.right);
    }
    return pairs;
  }

  PlainObject a_, b_, c_;
  PairChanges changes_;
};

using Pairs = std::vector<std::pair<Object*, Object*>>;

TEST_F(PairChangesTest, ForgetsAnObjectAtEitherEnd) {
  add(a_, b_);
  add(b_, c_);
  add(c_, a_);
  changes_.forget(a_);
  EXPECT_EQ(standing(), Pairs({{&b_, &c_}}));
  changes_.forget(c_);
  EXPECT_TRUE(changes_.empty());
}

TEST_F(PairChangesTest, KnowsWhichObjectsHaveChanges) {
  EXPECT_FALSE(changes_.has_change_of(a_));
  add(a_, b_);
  EXPECT_TRUE(changes_.has_change_of(a_));
  EXPECT_TRUE(changes_.has_change_of(b_));
  EXPECT_FALSE(changes_.has_change_of(c_));
  add(b_, c_);
  changes_.take_back({&one_table, &a_, &b_});
  EXPECT_FALSE(changes_.has_change_of(a_));
  EXPECT_TRUE(changes_.has_change_of(b_));
  changes_.clear();
  EXPECT_FALSE(changes_.has_change_of(b_));
}

TEST_F(PairChangesTest, ForgetsWhatAnObjectHasByOneOfItsRelationships) {
  RelationshipMapping leads{.name = "leads",
                            .kind = RelationshipKind::ManyToMany,
                            .target = &orm::testing::plain_entity,
                            .secondary = &one_table,
                            .near_key = 0,
                            .far_key = 1};
  add(a_, b_, one_table);
  add(b_, a_, one_table);
  add(a_, b_, other_table);
  changes_.forget(a_, leads);
  ASSERT_EQ(standing(), Pairs({{&b_, &a_}, {&a_, &b_}}));
  auto changes = changes_.standing();
  EXPECT_EQ(std::next(changes.begin())->pair.table, &other_table);
  leads.near_key = 1;
  leads.far_key = 0;
  changes_.forget(a_, leads);
  EXPECT_EQ(standing(), Pairs({{&a_, &b_}}));
  changes_.forget(b_);
  EXPECT_TRUE(changes_.empty());
}

TEST_F(PairChangesTest, ForgetsWhatWasAddedAfterAnotherWasForgotten) {
  add(a_, b_);
  add(b_, c_);
  changes_.forget(a_);
  add(a_, b_);
  add(a_, c_);
  changes_.forget(b_);
  EXPECT_EQ(standing(), Pairs({{&a_, &c_}}));
}

TEST_F(PairChangesTest, ForgettingAPairThatWasTakenBackLeavesTheOneAddedSince) {
  add(a_, b_);
  add(b_, c_);
  changes_.forget(c_);
  changes_.remove({&one_table, &a_, &b_});
  EXPECT_TRUE(changes_.empty());
  add(a_, b_);
  EXPECT_EQ(standing(), Pairs({{&a_, &b_}}));
  changes_.forget(a_);
  EXPECT_TRUE(changes_.empty());
}

TEST_F(PairChangesTest, KeepsTheOrderOfThosePairsThatComeAndGo) {
  std::vector<PlainObject> objects(50);
  for (PlainObject& each : objects) add(a_, each);
  for (int times = 0; times < 100; ++times) {
    changes_.remove({&one_table, &a_, &objects[0]});
    add(a_, objects[0]);
    add(a_, objects[1]);
  }
  Pairs expected;
  for (std::size_t i = 1; i < objects.size(); ++i) expected.emplace_back(&a_, &objects[i]);
  expected.emplace_back(&a_, &objects[0]);
  EXPECT_EQ(standing(), expected);
  changes_.forget(a_);
  EXPECT_TRUE(changes_.empty());
}

TEST_F(PairChangesTest, ForgetsAnObjectWhosePairCameAndWentOften) {
  add(a_, b_);
  add(b_, c_);
  EXPECT_TRUE(changes_.has_change_of(c_));
  for (int times = 0; times < 100; ++times) {
    changes_.remove({&one_table, &a_, &b_});
    EXPECT_FALSE(changes_.has_change_of(a_));
    add(a_, b_);
    EXPECT_TRUE(changes_.has_change_of(a_));
  }
  changes_.forget(b_);
  EXPECT_TRUE(changes_.empty());
}

TEST_F(PairChangesTest, KnowsARemovedPair) {
  EXPECT_FALSE(changes_.is_removed({&one_table, &a_, &b_}));
  add(a_, b_);
  changes_.remove({&one_table, &b_, &a_});
  EXPECT_TRUE(changes_.is_removed({&one_table, &b_, &a_}));
  EXPECT_FALSE(changes_.is_removed({&one_table, &a_, &b_}));
  EXPECT_FALSE(changes_.is_removed({&other_table, &b_, &a_}));
  changes_.take_back({&one_table, &b_, &a_});
  EXPECT_TRUE(changes_.is_removed({&one_table, &b_, &a_}));
  add(b_, a_);
  EXPECT_FALSE(changes_.is_removed({&one_table, &b_, &a_}));
  EXPECT_EQ(standing(), Pairs({{&a_, &b_}}));
}

}  // namespace
}  // namespace orm::detail
