// Scenario 72: a row is deleted, and another of the same key is made, in one flush.
#include "cascades.orm.hpp"
#include "scenario.h"

namespace scenarios {

class RowSwitch : public Scenarios {
 protected:
  std::vector<std::string> user_rows() const { return rows("SELECT id, name FROM users"); }
};

TEST_F(RowSwitch, Scenario072_TheRowIsUpdated) {
  const auto old = make<User>({.id = 1, .name = "old"});
  store(old);
  session.remove(old);
  const auto replacement = session.create<User>({.id = 1, .name = "new"});
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("SELECT addresses", "SELECT orders", "SELECT profiles",
                                      "UPDATE users SET name x1"));
  EXPECT_THAT(user_rows(), ElementsAre("1|new"));
  EXPECT_TRUE(session.get<User>(1) == replacement);
}

TEST_F(RowSwitch, Scenario072_ChildrenDoNotPassToTheNewOne) {
  const auto old = make<User>({.id = 1, .name = "old"});
  const auto lost = address("lost");
  old->addresses().append(lost);
  store(old);
  session.remove(old);
  const auto replacement = session.create<User>({.id = 1, .name = "new"});
  replacement->addresses().append(address("own"));
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("lost|NULL", "own|new"));
  EXPECT_TRUE(lost->user() == nullptr);
  EXPECT_THAT(emails(replacement), ElementsAre("own"));
}

TEST_F(RowSwitch, Scenario072_PairsDoNotPassToTheNewOne) {
  const auto old = make<Item>({.id = 1, .label = "old"});
  const auto k1 = make<Keyword>({.word = "k1"});
  const auto k2 = make<Keyword>({.word = "k2"});
  old->keywords().assign({k1, k2});
  store(old);
  session.remove(old);
  session.create<Item>({.id = 1, .label = "new", .keywords = {k2}});
  session.commit();
  EXPECT_THAT(rows("SELECT item_id, keyword_id FROM item_keyword"), ElementsAre("1|2"));
}

// Rows that refer to rows of their own table have an order of their own.
TEST_F(RowSwitch, Scenario072_InATree) {
  const auto root = make<Node>({.id = 1, .name = "root"});
  const auto old = make<Node>({.id = 2, .name = "old", .parent = root});
  store(root, old);
  session.remove(old);
  const auto other = make<Node>({.id = 3, .name = "other"});
  const auto replacement = session.create<Node>({.id = 2, .name = "new", .parent = other});
  session.create<Node>({.id = 4, .name = "child", .parent = replacement});
  session.commit();
  EXPECT_THAT(rows("SELECT id, name, parent_id FROM nodes ORDER BY id"),
              ElementsAre("1|root|NULL", "2|new|3", "3|other|NULL", "4|child|2"));
}

TEST_F(RowSwitch, Scenario072_ARollbackTakesBothBack) {
  const auto old = make<User>({.id = 1, .name = "old"});
  store(old);
  session.remove(old);
  const auto replacement = session.create<User>({.id = 1, .name = "new"});
  session.flush();
  session.rollback();
  EXPECT_TRUE(session.get<User>(1) == old);
  EXPECT_EQ(old->name(), "old");
  session.remove(old);
  session.add(replacement);
  session.commit();
  EXPECT_THAT(user_rows(), ElementsAre("1|new"));
}

TEST_F(RowSwitch, ARowThatHasGoneIsNoticed) {
  const auto old = make<User>({.id = 1, .name = "old"});
  store(old);
  ASSERT_EQ(old->name(), "old");
  session.commit();
  orm_test::execute(file(), "DELETE FROM users");
  session.remove(old);
  session.create<User>({.id = 1, .name = "new"});
  EXPECT_THROW(session.flush(), orm::StaleDataError);
}

// The database would delete the files along with the row, and does not where the row stays.
TEST_F(RowSwitch, ARowThatOthersGoWithIsNotHandedOn) {
  const auto old = make<Folder>({.id = 1, .name = "old"});
  old->files().append(make<File>({.name = "f"}));
  store(old);
  session.remove(old);
  session.create<Folder>({.id = 1, .name = "new"});
  try {
    session.flush();
    FAIL() << "accepted";
  } catch (const orm::InvalidRequestError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("flush after removing it"));
  }
  session.rollback();

  session.remove(old);
  session.flush();
  session.create<Folder>({.id = 1, .name = "new"});
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM folders"), ElementsAre("new"));
  EXPECT_THAT(rows("SELECT name FROM files"), IsEmpty());
}

}  // namespace scenarios

namespace cascades {

using orm::make;
using testing::ElementsAre;
using testing::IsEmpty;

class Votes : public orm_test::DatabaseTest {
 protected:
  Votes() : DatabaseTest(&cascades::create_all) {}
};

// The list lets go of the one, which is deleted for it, and takes the other in.
TEST_F(Votes, Scenario081_AnOrphanLeavesItsRowToTheNextOne) {
  const auto poll = make<Poll>({.title = "lunch"});
  poll->votes().append(make<Vote>({.voter = "Ann", .choice = "soup"}));
  store(poll);
  ASSERT_EQ(poll->votes().size(), 1U);
  recorder.clear();
  poll->votes().assign({make<Vote>({.voter = "Ann", .choice = "rice"})});
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE votes SET choice x1"));
  EXPECT_THAT(rows("SELECT poll_id, voter, choice FROM votes"), ElementsAre("1|Ann|rice"));
  EXPECT_EQ(poll->votes().size(), 1U);
}

}  // namespace cascades
