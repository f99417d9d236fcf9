// Scenarios 25, 26, 63, 64, 67 and 69: one-to-one. Both sides hold at most one object.
#include "scenario.h"

namespace scenarios {

class OneToOne : public Scenarios {
 protected:
  // Two users, each with a profile; all loaded.
  void SetUp() override {
    u1->set_profile(p1);
    u2->set_profile(p2);
    store(u1, u2);
    ASSERT_EQ(session.query<Profile>().all().size(), 2U);
    ASSERT_TRUE(u1->profile() == p1);
    ASSERT_TRUE(u2->profile() == p2);
    recorder.clear();
  }

  std::vector<std::string> profile_rows() const {
    return rows(
        "SELECT bio, name FROM profiles LEFT JOIN users ON users.id = user_id "
        "ORDER BY profiles.id");
  }

  Ptr<User> u1 = user("u1");
  Ptr<User> u2 = user("u2");
  Ptr<Profile> p1 = make<Profile>({.bio = "p1"});
  Ptr<Profile> p2 = make<Profile>({.bio = "p2"});
};

TEST_F(OneToOne, Scenario025_TakingAnotherOnesTargetClearsThatOne) {
  u1->set_profile(nullptr);
  u2->set_profile(p1);
  EXPECT_TRUE(u1->profile() == nullptr);
  EXPECT_TRUE(p1->user() == u2);
  EXPECT_TRUE(p2->user() == nullptr);
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(OneToOne, Scenario025_SettingTheListlessSideClearsAllFourLinks) {
  u2->set_profile(p1);
  EXPECT_TRUE(u1->profile() == nullptr);
  EXPECT_TRUE(u2->profile() == p1);
  EXPECT_TRUE(p1->user() == u2);
  EXPECT_TRUE(p2->user() == nullptr);

  session.commit();
  EXPECT_THAT(profile_rows(), ElementsAre("p1|u2", "p2|NULL"));
}

TEST_F(OneToOne, Scenario026_SettingTheKeySideClearsAllFourLinks) {
  p2->set_user(u1);
  EXPECT_TRUE(u1->profile() == p2);
  EXPECT_TRUE(u2->profile() == nullptr);
  EXPECT_TRUE(p1->user() == nullptr);
  EXPECT_EQ(recorder.executions(), 0U);

  session.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE profiles SET user_id x2"));
  EXPECT_THAT(profile_rows(), ElementsAre("p1|NULL", "p2|u1"));
}

TEST_F(OneToOne, Scenario063_ReplacingALoadedTargetUpdatesThenInserts) {
  u1->set_profile(make<Profile>({.bio = "p3"}));
  EXPECT_EQ(recorder.executions(), 0U);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE profiles SET user_id x1", "INSERT profiles x1"));
  EXPECT_THAT(profile_rows(), ElementsAre("p1|NULL", "p2|u2", "p3|u1"));
}

TEST_F(OneToOne, Scenario063_ReplacingAnUnloadedTargetSelectsItOnce) {
  session.commit();
  recorder.clear();
  u1->set_profile(make<Profile>({.bio = "p3"}));
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("SELECT profiles", "UPDATE profiles SET user_id x1",
                                      "INSERT profiles x1"));
  EXPECT_THAT(profile_rows(), ElementsAre("p1|NULL", "p2|u2", "p3|u1"));
}

TEST_F(OneToOne, Scenario064_ReplacingUnderAUniqueKeyPasses) {
  EXPECT_THAT(rows("SELECT count(*) FROM pragma_index_list('profiles') WHERE \"unique\""),
              ElementsAre("1"));
  make<Profile>({.bio = "p3"})->set_user(u2);
  session.commit();
  EXPECT_THAT(profile_rows(), ElementsAre("p1|u1", "p2|NULL", "p3|u2"));
}

TEST_F(OneToOne, Scenario069_TwoOwnersExchangeTheirTargets) {
  u1->set_profile(p2);
  u2->set_profile(p1);
  session.commit();
  EXPECT_THAT(executed(),
              ElementsAre("UPDATE profiles SET user_id x1", "UPDATE profiles SET user_id x2"));
  EXPECT_THAT(profile_rows(), ElementsAre("p1|u2", "p2|u1"));
  EXPECT_TRUE(u1->profile() == p2);
  EXPECT_TRUE(p1->user() == u2);
}

TEST_F(OneToOne, Scenario069_SoDoExpiredOnes) {
  session.commit();
  u1->set_profile(p2);
  u2->set_profile(p1);
  session.commit();
  EXPECT_THAT(profile_rows(), ElementsAre("p1|u2", "p2|u1"));
}

TEST_F(OneToOne, Scenario069_TheTargetsExchangeTheirOwnersByTheKey) {
  p1->set_user_id(u2->id());
  p2->set_user_id(u1->id());
  session.commit();
  EXPECT_THAT(profile_rows(), ElementsAre("p1|u2", "p2|u1"));
}

TEST_F(OneToOne, Scenario069_AChainNeedsNoRoundabout) {
  const auto u3 = user("u3");
  session.add(u3);
  session.flush();
  u3->set_profile(p1);
  u1->set_profile(p2);
  recorder.clear();
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE profiles SET user_id x2"));
  EXPECT_THAT(profile_rows(), ElementsAre("p1|u3", "p2|u1"));
}

TEST_F(OneToOne, Scenario069_ThreeGoRound) {
  const auto u3 = user("u3");
  const auto p3 = make<Profile>({.bio = "p3"});
  u3->set_profile(p3);
  store(u3);
  p3->set_bio("third");
  session.get<Profile>(1)->set_user(u2);
  session.get<Profile>(2)->set_user(u3);
  p3->set_user(u1);
  session.commit();
  EXPECT_THAT(profile_rows(), ElementsAre("p1|u2", "p2|u3", "third|u1"));
}

TEST_F(OneToOne, Scenario069_WhatMovedAndWasRemovedMakesRoom) {
  const auto u3 = user("u3");
  session.add(u3);
  session.flush();
  const auto guard = session.no_autoflush();
  u3->set_profile(p1);
  u1->set_profile(p2);
  session.remove(p1);
  session.commit();
  EXPECT_THAT(profile_rows(), ElementsAre("p2|u1"));
}

// The owner's other side was read in the middle, which flushed what was there of the object.
TEST_F(Scenarios, Scenario063_AnObjectIsNotWrittenWhileItIsCreated) {
  const auto u = user("u");
  store(u);
  session.create<Profile>({.bio = "b", .user = u});
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("SELECT profiles", "INSERT profiles x1"));
  EXPECT_THAT(rows("SELECT bio, user_id FROM profiles"), ElementsAre("b|1"));
}

}  // namespace scenarios
