#include "load/load_plan.h"

#include <gtest/gtest.h>

#include "tables.h"

namespace orm::load {
namespace {

using detail::LoadStrategy;

// a -> b -> c -> a in a circle, and d -> d.
extern const EntityMapping a, b, c, d;

constexpr RelationshipMapping to(const char* name, const EntityMapping& target, Lazy lazy) {
  return {
      .name = name, .kind = RelationshipKind::ManyToOne, .target = &target, .key = 0, .lazy = lazy};
}

const RelationshipMapping a_to[] = {to("b", b, Lazy::Joined)};
const RelationshipMapping b_to[] = {to("c", c, Lazy::Joined)};
const RelationshipMapping c_to[] = {to("a", a, Lazy::Joined), to("d", d, Lazy::Selectin)};
const RelationshipMapping d_to[] = {to("d", d, Lazy::Joined), to("a", a, Lazy::Raise)};
// Three levels of itself.
extern const EntityMapping e;
const RelationshipMapping e_to[] = {{.name = "e",
                                     .kind = RelationshipKind::ManyToOne,
                                     .target = &e,
                                     .key = 0,
                                     .lazy = Lazy::Joined,
                                     .join_depth = 3}};
const EntityMapping e = testing::entity("E", "e", {}, e_to);

const EntityMapping a = testing::entity("A", "a", {}, a_to);
const EntityMapping b = testing::entity("B", "b", {}, b_to);
const EntityMapping c = testing::entity("C", "c", {}, c_to);
const EntityMapping d = testing::entity("D", "d", {}, d_to);

LoadPlan plan_of(const EntityMapping& entity, const LoadPaths& paths = {}) {
  return plan_for(entity, paths, nullptr);
}

TEST(LoadPlan, ACircleOfJoinsEndsWhereAnEntityComesAgain) {
  const LoadPlan plan = plan_of(a);
  ASSERT_EQ(plan.joins.size(), 2U);
  EXPECT_EQ(plan.joins[0].relationship, &a_to[0]);
  EXPECT_EQ(plan.joins[1].relationship, &b_to[0]);
  EXPECT_EQ(plan.joins[1].parent, 0U);
}

TEST(LoadPlan, FollowUpsStartAStatementOfTheirOwn) {
  const LoadPlan plan = plan_of(a);
  ASSERT_EQ(plan.follow_ups.size(), 1U);
  const FollowUp& follow_up = plan.follow_ups[0];
  EXPECT_EQ(follow_up.node, 1U);
  EXPECT_EQ(follow_up.owner, &c);
  EXPECT_EQ(follow_up.relationship, &c_to[1]);
  // Itself, once.
  ASSERT_EQ(follow_up.plan.joins.size(), 1U);
  EXPECT_EQ(follow_up.plan.joins[0].parent, sql::Join::root);
}

TEST(LoadPlan, OptionsComeBeforeTheSchema) {
  const LoadPlan plan = plan_of(a, {{{&a, 0, LoadStrategy::Selectin}}});
  EXPECT_TRUE(plan.joins.empty());
  ASSERT_EQ(plan.follow_ups.size(), 1U);
  EXPECT_EQ(plan.follow_ups[0].plan.joins.size(), 1U);

  const LoadPlan lazy = plan_of(a, {{{&a, 0, LoadStrategy::Lazy}}});
  EXPECT_TRUE(lazy.joins.empty() && lazy.follow_ups.empty() && lazy.overrides.empty());
}

TEST(LoadPlan, OptionsGoRoundACircleAsFarAsTheyAsk) {
  const LoadPlan plan = plan_of(a, {{{&a, 0, LoadStrategy::Joined},
                                     {&b, 0, LoadStrategy::Joined},
                                     {&c, 0, LoadStrategy::Joined}}});
  ASSERT_EQ(plan.joins.size(), 3U);
  EXPECT_EQ(plan.joins[2].relationship, &c_to[0]);
}

TEST(LoadPlan, TheLastOptionForARelationshipCounts) {
  const LoadPlan plan =
      plan_of(a, {{{&a, 0, LoadStrategy::Joined}}, {{&a, 0, LoadStrategy::Raise}}});
  EXPECT_TRUE(plan.joins.empty());
  ASSERT_EQ(plan.overrides.size(), 1U);
  EXPECT_EQ(plan.overrides[0].relationship, &a_to[0]);
}

TEST(LoadPlan, OverridesOnlyWhatTheSchemaSaysOtherwise) {
  EXPECT_TRUE(plan_of(d, {{{&d, 1, LoadStrategy::Raise}}}).overrides.empty());
  EXPECT_EQ(plan_of(d, {{{&d, 1, LoadStrategy::Lazy}}}).overrides.size(), 1U);
}

TEST(LoadPlan, JoinsAnEntityToItselfAsDeepAsTheSchemaSays) {
  const LoadPlan plan = plan_of(e);
  ASSERT_EQ(plan.joins.size(), 3U);
  EXPECT_EQ(plan.joins[0].parent, sql::Join::root);
  EXPECT_EQ(plan.joins[2].parent, 1U);
}

TEST(LoadPlan, KeepsTheLevelsOfARecursion) {
  const LoadPlan plan = plan_of(e, {{{&e, 0, LoadStrategy::Selectin, -1}}});
  ASSERT_EQ(plan.follow_ups.size(), 1U);
  EXPECT_EQ(plan.follow_ups[0].recursion, -1);
}

TEST(LoadPlan, HasTheColumnsOfEachEntity) {
  // Of `id`, `parent_id` and `name` only the first is a key here.
  const LoadPlan plan = plan_of(d, {{{&d, 2, LoadStrategy::LoadOnly}},
                                    {{&d, 0, LoadStrategy::Joined}, {&d, 1, LoadStrategy::Defer}},
                                    {{&d, 1, LoadStrategy::Lazy}}});
  EXPECT_EQ(plan.columns, 0b101U);
  ASSERT_EQ(plan.joins.size(), 1U);
  EXPECT_EQ(plan.joins[0].columns, 0b101U);
  EXPECT_EQ(plan.first_uses.size(), 1U);
}

TEST(LoadPlan, SaysNothingOfColumnsThatAreReadInAnyCase) {
  EXPECT_EQ(plan_of(d, {{{&d, 2, LoadStrategy::Undefer}}}).columns, 0U);
  EXPECT_EQ(plan_of(d, {{{&d, 0, LoadStrategy::Defer}}}).columns, 0U);
}

}  // namespace
}  // namespace orm::load
