// Scenario 99, and what a session tells about its objects.
#include "scenario.h"

namespace scenarios {

class SessionViews : public Scenarios {
 protected:
  // Stored, and read again.
  void SetUp() override {
    store(ann);
    ASSERT_TRUE(ann->addresses().empty());
    ASSERT_EQ(ann->name(), "Ann");
  }

  Ptr<User> ann = user("Ann");
};

TEST_F(SessionViews, Scenario099_TheSameValueIsNoChange) {
  ann->set_name("Bob");
  ann->set_name("Ann");
  EXPECT_TRUE(session.dirty().contains(ann));
  EXPECT_FALSE(session.is_modified(ann));
  recorder.clear();
  session.flush();
  EXPECT_THAT(executed(), IsEmpty());
  EXPECT_TRUE(session.dirty().empty());
}

TEST_F(SessionViews, Scenario099_AnotherValueIsOne) {
  EXPECT_FALSE(session.dirty().contains(ann));
  ann->set_name("Bob");
  EXPECT_TRUE(session.is_modified(ann));
  session.commit();
  EXPECT_FALSE(session.is_modified(ann));
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("Bob"));
}

TEST_F(SessionViews, Scenario099_NewAndRemovedObjectsAreNotDirty) {
  const auto fresh = user("New");
  EXPECT_FALSE(session.is_modified(fresh));
  session.add(fresh);
  ann->set_name("Bob");
  session.remove(ann);
  EXPECT_EQ(session.new_objects().size(), 1U);
  EXPECT_TRUE(session.new_objects().contains(fresh));
  EXPECT_TRUE(session.is_modified(fresh));
  EXPECT_TRUE(session.dirty().empty());
  EXPECT_TRUE(session.deleted().contains(ann));
  session.flush();
  EXPECT_TRUE(session.new_objects().empty());
  EXPECT_TRUE(session.deleted().empty());
}

TEST_F(SessionViews, Scenario099_ViewsGiveTheObjectsOfAnEntity) {
  ann->set_name("Bob");
  const auto a = address("a");
  ann->addresses().append(a);
  EXPECT_THAT(session.dirty().of<User>(), ElementsAre(ann));
  EXPECT_THAT(session.dirty().of<Address>(), IsEmpty());
  EXPECT_THAT(session.new_objects().of<Address>(), ElementsAre(a));
}

TEST_F(SessionViews, Scenario099_APairIsAChangeOfBothEnds) {
  const auto item = make<Item>({.label = "i"});
  const auto keyword = make<Keyword>({.word = "k"});
  store(item, keyword);
  item->keywords().append(keyword);
  EXPECT_TRUE(session.dirty().contains(item));
  EXPECT_TRUE(session.dirty().contains(keyword));
  EXPECT_TRUE(session.is_modified(item));
  item->keywords().remove(keyword);
  EXPECT_FALSE(session.is_modified(item));
}

TEST_F(SessionViews, Scenario099_AnExpiredObjectThatIsSetIsModified) {
  session.expire(ann);
  ann->set_name("Ann");
  EXPECT_TRUE(session.is_modified(ann)) << "what its row holds is not known";
}

}  // namespace scenarios
