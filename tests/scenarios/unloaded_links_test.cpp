// Scenarios 11 to 18: one side changes while the other is not loaded.
#include "scenario.h"

namespace scenarios {

class UnloadedLinks : public Scenarios {
 protected:
  // Two users in the database; the first owns a1 and a2.
  void SetUp() override {
    u1 = user("u1");
    u2 = user("u2");
    a1 = address("a1");
    a2 = address("a2");
    u1->addresses().assign({a1, a2});
    store(u1, u2);
  }

  Ptr<User> u1;
  Ptr<User> u2;
  Ptr<Address> a1;
  Ptr<Address> a2;
};

TEST_F(UnloadedLinks, Scenario011_MovingToANewParentLoadsNothing) {
  const auto fresh = user("new");
  fresh->addresses().append(a1);
  fresh->addresses().append(a2);
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_TRUE(a1->user() == fresh);

  session.add(fresh);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("INSERT users x1", "UPDATE addresses SET user_id x2"));
  EXPECT_THAT(address_rows(), ElementsAre("a1|new", "a2|new"));
}

TEST_F(UnloadedLinks, Scenario012_SettingAnUnloadedParentLoadsNothing) {
  session.expunge_all();
  const auto a = session.get_one<Address>(1);
  const auto to = session.get_one<User>(2);
  recorder.clear();
  a->set_user(to);
  EXPECT_EQ(recorder.executions(), 0U);

  session.flush();
  EXPECT_THAT(executed(), ElementsAre("UPDATE addresses SET user_id x1"));
  EXPECT_THAT(emails(session.get_one<User>(1)), ElementsAre("a2"));
  EXPECT_THAT(emails(to), ElementsAre("a1"));
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a1|u2", "a2|u1"));
}

TEST_F(UnloadedLinks, Scenario013_ClearingAnExpiredParentNeedsNoSelect) {
  a1->set_user(nullptr);
  EXPECT_EQ(recorder.executions(), 0U);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE addresses SET user_id x1"));
  EXPECT_THAT(address_rows(), ElementsAre("a1|NULL", "a2|u1"));
}

TEST_F(UnloadedLinks, Scenario014_AppendLoadsItsOwnListOnly) {
  ASSERT_EQ(session.query<Address>().all().size(), 2U);
  recorder.clear();
  u2->addresses().append(a1);
  EXPECT_THAT(executed(), ElementsAre("SELECT addresses"));
  a2->set_user(u2);
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_FALSE(orm::is_loaded(*u1, User::fields.addresses));

  session.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE addresses SET user_id x2"));
  EXPECT_THAT(address_rows(), ElementsAre("a1|u2", "a2|u2"));
}

TEST_F(UnloadedLinks, Scenario015_ALoadKeepsWhatWasLinkedBefore) {
  const auto guard = session.no_autoflush();
  const auto fresh = address("new");
  fresh->set_user(u1);
  EXPECT_THAT(emails(u1), ElementsAre("a1", "a2", "new"));
  EXPECT_THAT(executed(), ElementsAre("SELECT addresses"));

  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a1|u1", "a2|u1", "new|u1"));
}

TEST_F(UnloadedLinks, Scenario016_LinkedAndUnlinkedBeforeALoadIsNothing) {
  const auto guard = session.no_autoflush();
  const auto fresh = address("new");
  fresh->set_user(u1);
  fresh->set_user(nullptr);
  EXPECT_THAT(emails(u1), ElementsAre("a1", "a2"));
  EXPECT_THAT(executed(), ElementsAre("SELECT addresses"));

  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a1|u1", "a2|u1"));
}

TEST_F(Scenarios, Scenario017_APairRemovedAndAppendedBeforeALoadIsNothing) {
  const auto i = make<Item>({.label = "i"});
  const auto k = make<Keyword>({.word = "k", .items = {i}});
  store(i);
  ASSERT_EQ(i->keywords().size(), 1U);
  recorder.clear();

  const auto guard = session.no_autoflush();
  i->keywords().remove(k);
  i->keywords().append(k);
  EXPECT_THAT(each(k->items(), &Item::label), ElementsAre("i"));
  // The collection, and the label of the expired item.
  EXPECT_EQ(k->items().size(), 1U);
  recorder.clear();
  session.commit();
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_THAT(rows("SELECT * FROM item_keyword"), ElementsAre("1|1"));
}

TEST_F(UnloadedLinks, Scenario018_ReadingTheListFlushesFirst) {
  const auto fresh = address("new");
  session.add(fresh);
  fresh->set_user(u1);
  EXPECT_THAT(emails(u1), ElementsAre("a1", "a2", "new"));
  EXPECT_THAT(executed(), ElementsAre("INSERT addresses x1", "SELECT addresses"));

  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a1|u1", "a2|u1", "new|u1"));
}

}  // namespace scenarios
