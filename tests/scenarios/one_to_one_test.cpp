// Scenarios 25, 26, 63, 64 and 67: one-to-one. Both sides hold at most one object.
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

}  // namespace scenarios
