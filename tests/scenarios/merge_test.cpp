// Scenario 126: copying the state of objects onto those of a session.
#include "scenario.h"

namespace scenarios {

class Merging : public Scenarios {
 protected:
  void SetUp() override {
    const auto u = user("u");
    u->addresses().assign({address("a1"), address("a2")});
    store(u);
    session.expunge_all();
  }

  static Ptr<Address> address_with(std::int64_t id, const char* email) {
    return make<Address>({.id = id, .email = email});
  }
};

TEST_F(Merging, Scenario126_AGraphIsCopiedOntoTheStoredOne) {
  const auto given = make<User>({.id = 1, .name = "changed"});
  given->addresses().assign({address_with(1, "new a1"), address("a3")});
  const auto merged = session.merge(given);
  EXPECT_THAT(executed(), ElementsAre("SELECT users", "SELECT addresses"));
  EXPECT_FALSE(merged == given);
  EXPECT_EQ(given->state(), orm::ObjectState::Transient);
  EXPECT_TRUE(session.get<User>(1) == merged);
  EXPECT_THAT(emails(merged), ElementsAre("new a1", "a3"));

  session.commit();
  EXPECT_THAT(executed(), testing::UnorderedElementsAre(
                              "UPDATE users SET name x1", "UPDATE addresses SET email x1",
                              "UPDATE addresses SET user_id x1", "INSERT addresses x1"));
  EXPECT_THAT(address_rows(), ElementsAre("new a1|changed", "a2|NULL", "a3|changed"));
}

TEST_F(Merging, Scenario126_WhatIsNotSetIsLeftAlone) {
  const auto merged = session.merge(make<User>({.id = 1, .name = "changed"}));
  EXPECT_THAT(executed(), ElementsAre("SELECT users"));
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE users SET name x1"));
  EXPECT_THAT(address_rows(), ElementsAre("a1|changed", "a2|changed"));
  EXPECT_THAT(emails(merged), ElementsAre("a1", "a2"));
}

TEST_F(Merging, Scenario126_TheSameStateIsNoChange) {
  session.merge(make<User>({.id = 1, .name = "u"}));
  recorder.clear();
  session.commit();
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(Merging, Scenario126_WithoutAKeyItIsNew) {
  const auto merged = session.merge(user("other"));
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_EQ(merged->state(), orm::ObjectState::Pending);
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("u", "other"));
}

TEST_F(Merging, Scenario126_AKeyWithoutARowIsInserted) {
  const auto merged = session.merge(make<User>({.id = 7, .name = "seven"}));
  EXPECT_THAT(executed(), ElementsAre("SELECT users"));
  EXPECT_EQ(merged->id(), 7);
  session.commit();
  EXPECT_THAT(rows("SELECT id, name FROM users"), ElementsAre("1|u", "7|seven"));
}

TEST_F(Merging, Scenario126_ADetachedGraphBringsItsChanges) {
  auto held = session.get_one<User>(1);
  emails(held);
  session.close();
  held->set_name("offline");
  recorder.clear();

  const auto merged = session.merge(held);
  EXPECT_EQ(held->state(), orm::ObjectState::Detached);
  EXPECT_EQ(merged->name(), "offline");
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a1|offline", "a2|offline"));
}

TEST_F(Merging, Scenario126_AnObjectOfTheSessionIsItself) {
  const auto held = session.get_one<User>(1);
  recorder.clear();
  EXPECT_TRUE(session.merge(held) == held);
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(Merging, Scenario126_OneOfAnotherSessionIsCopied) {
  orm::Session other(engine);
  const auto theirs = other.get_one<Address>(1);
  ASSERT_EQ(theirs->email(), "a1");
  const auto merged = session.merge(theirs);
  EXPECT_FALSE(merged == theirs);
  EXPECT_EQ(merged->email(), "a1");
  EXPECT_EQ(theirs->state(), orm::ObjectState::Persistent);
}

TEST_F(Merging, Scenario126_TwoOfOneKeyAreOneObject) {
  const auto given = user("parent");
  given->addresses().assign({address_with(9, "first"), address_with(9, "second")});
  const auto merged = session.merge(given);
  session.commit();
  EXPECT_THAT(rows("SELECT id, email FROM addresses WHERE id = 9"), ElementsAre("9|second"));
}

TEST_F(Merging, Scenario126_PairsAreCopied) {
  const auto given = make<Item>({.label = "i"});
  given->keywords().append(make<Keyword>({.word = "k"}));
  const auto merged = session.merge(given);
  EXPECT_EQ(merged->keywords()[0].items().size(), 1U);
  session.commit();
  EXPECT_THAT(rows("SELECT count(*) FROM item_keyword"), ElementsAre("1"));
}

// A graph that another session has read, and one that sees no statement.
class MergingWithoutLoading : public Merging {
 protected:
  void SetUp() override {
    Merging::SetUp();
    cached = session.get_one<User>(1);
    ASSERT_EQ(cached->addresses().size(), 2U);
    recorder.clear();
  }

  orm::Session other{engine};
  Ptr<User> cached;
};

TEST_F(MergingWithoutLoading, Scenario126_NothingIsReadOrWritten) {
  const auto merged = other.merge(cached, {.load = false});
  EXPECT_FALSE(merged == cached);
  EXPECT_EQ(merged->state(), orm::ObjectState::Persistent);
  EXPECT_EQ(merged->name(), "u");
  EXPECT_THAT(emails(merged), ElementsAre("a1", "a2"));
  EXPECT_TRUE(other.get<Address>(2)->user() == merged);
  other.commit();
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(MergingWithoutLoading, Scenario126_ItIsAnObjectLikeAnyOther) {
  session.rollback();
  const auto merged = other.merge(session.get_one<User>(1), {.load = false});
  recorder.clear();
  merged->set_name("changed");
  other.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE users SET name x1"));
  EXPECT_THAT(emails(merged), ElementsAre("a1", "a2"));
  EXPECT_THAT(address_rows(), ElementsAre("a1|changed", "a2|changed"));
}

TEST_F(MergingWithoutLoading, Scenario126_WhatTheSessionHadIsReplaced) {
  const auto mine = other.get_one<User>(1);
  mine->set_name("lost");
  recorder.clear();
  EXPECT_TRUE(other.merge(cached, {.load = false}) == mine);
  EXPECT_EQ(mine->name(), "u");
  other.commit();
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(MergingWithoutLoading, Scenario126_WhatHasExpiredIsReadWhenItIsUsed) {
  session.expire(cached);
  const auto merged = other.merge(cached, {.load = false});
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_EQ(merged->name(), "u");
  EXPECT_THAT(executed(), ElementsAre("SELECT users"));
}

TEST_F(MergingWithoutLoading, Scenario126_ChangesAndNewObjectsAreRefused) {
  const auto refusal = [&](const Ptr<User>& given) -> std::string {
    try {
      other.merge(given, {.load = false});
      return "was merged";
    } catch (const orm::InvalidRequestError& error) {
      return error.what();
    }
  };
  EXPECT_THAT(refusal(user("new")), HasSubstr("scenarios::User has no row that it was read from"));
  cached->set_name("changed");
  EXPECT_THAT(refusal(cached), HasSubstr("scenarios::User has changes that are not flushed"));
  session.rollback();
  EXPECT_EQ(refusal(cached), "was merged");
}

}  // namespace scenarios
