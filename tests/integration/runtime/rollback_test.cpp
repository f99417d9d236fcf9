// What was new keeps its links over a rollback, to objects that are back where they were.
#include "scenario.h"

namespace scenarios {

class KeptLinks : public Scenarios {
 protected:
  // The profile goes to a new user, who is taken back.
  void SetUp() override {
    store(owner);
    session.add(fresh);
    fresh->set_profile(profile);
    session.flush();
    session.rollback();
  }

  std::vector<std::string> profile_rows() const {
    return rows(
        "SELECT bio, name FROM profiles LEFT JOIN users ON users.id = user_id "
        "ORDER BY profiles.id");
  }

  Ptr<Profile> profile = make<Profile>({.bio = "p"});
  Ptr<User> owner = make<User>({.name = "owner", .profile = profile});
  Ptr<User> fresh = user("fresh");
};

TEST_F(KeptLinks, UnlinkingLeavesAProfileToItsOwner) {
  EXPECT_TRUE(profile->user() == owner);
  fresh->set_profile(nullptr);
  EXPECT_FALSE(fresh->profile());
  EXPECT_TRUE(profile->user() == owner);
  session.commit();
  EXPECT_THAT(profile_rows(), ElementsAre("p|owner"));
}

TEST_F(KeptLinks, ReplacingLeavesAProfileToItsOwner) {
  EXPECT_TRUE(owner->profile() == profile);
  const auto other = make<Profile>({.bio = "other"});
  other->set_user(fresh);
  EXPECT_TRUE(fresh->profile() == other);
  EXPECT_TRUE(profile->user() == owner);
  session.commit();
  EXPECT_THAT(profile_rows(), ElementsAre("p|owner"));
}

TEST_F(KeptLinks, SettingItAgainTakesTheProfileAgain) {
  EXPECT_TRUE(owner->profile() == profile);
  fresh->set_profile(profile);
  EXPECT_FALSE(owner->profile());
  EXPECT_TRUE(profile->user() == fresh);
  session.commit();
  EXPECT_THAT(profile_rows(), ElementsAre("p|fresh"));
}

TEST_F(KeptLinks, AddingAgainTakesTheProfileAgain) {
  session.add(fresh);
  EXPECT_TRUE(profile->user() == fresh);
  EXPECT_FALSE(owner->profile());
  session.commit();
  EXPECT_THAT(profile_rows(), ElementsAre("p|fresh"));
}

TEST_F(KeptLinks, APairThatWasTakenBackIsNotDeleted) {
  const auto item = make<Item>({.label = "i"});
  store(item);
  const auto keyword = make<Keyword>({.word = "k"});
  item->keywords().append(keyword);
  session.flush();
  session.rollback();
  keyword->items().clear();
  EXPECT_NO_THROW(session.commit());
  EXPECT_THAT(rows("SELECT * FROM keywords"), IsEmpty());
}

// By what memory still held, each of them referred to the other.
TEST_F(KeptLinks, WhatWasTakenBackDoesNotCountForTheOrderOfDeletions) {
  const auto a = make<Node>({.name = "a"});
  const auto b = make<Node>({.name = "b", .parent = a});
  store(a);
  b->set_parent(nullptr);
  a->set_parent(b);
  session.flush();
  session.rollback();
  session.remove(b);
  session.remove(a);
  session.commit();
  EXPECT_THAT(rows("SELECT * FROM nodes"), IsEmpty());
}

// Whose profile it was could not be read off what memory still held.
TEST_F(KeptLinks, ASavepointBringsAProfileBackWhoseKeyHasExpired) {
  EXPECT_TRUE(profile->user() == owner);
  profile->set_user(nullptr);
  session.rollback();
  orm::Savepoint savepoint = session.begin_nested();
  session.remove(profile);
  session.flush();
  EXPECT_FALSE(owner->profile());
  savepoint.rollback();
  EXPECT_TRUE(owner->profile() == profile);
}

// The database gives the key again, to a row that has nothing to do with it.
TEST_F(KeptLinks, AnExpiredChildDoesNotKeepTheKeyOfAParentThatIsGone) {
  const auto u = user("u");
  const auto a = make<Address>({.email = "a", .user = u});
  session.add(a);
  session.flush();
  session.expire_all();
  session.rollback();
  store(user("another"));
  session.add(a);
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a|u"));
}

TEST_F(KeptLinks, ANewObjectThatExpiredKeepsItsColumns) {
  const auto u = user("u");
  session.add(u);
  session.flush();
  session.expire_all();
  session.rollback();
  EXPECT_EQ(u->name(), "u");
  session.add(u);
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("owner", "u"));
}

}  // namespace scenarios
