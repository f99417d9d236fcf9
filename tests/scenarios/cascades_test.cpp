// Scenarios 38 to 41, 44 to 51, 56, 58, 65 to 67 and 76: cascades and orphans.
#include "cascades.orm.hpp"
#include "database.h"

namespace cascades {

using orm::make;
using orm::Ptr;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Cascades : public orm_test::DatabaseTest {
 protected:
  Cascades() : DatabaseTest(&cascades::create_all) {}

  static Ptr<Middle> middle(const char* name) { return make<Middle>({.name = name}); }
};

class OwnedTree : public Cascades {
 protected:
  void SetUp() override {
    root->middles().assign({m1, m2});
    m1->leaves().assign({l1, l2});
    m2->leaves().append(l3);
    store(root);
  }

  // All columns and lists.
  void load() {
    for (auto& each : root->middles()) ASSERT_FALSE(each.leaves().empty());
    ASSERT_EQ(session.query<Leaf>().all().size(), 3U);
    recorder.clear();
  }

  std::vector<std::string> middle_rows() const {
    return rows("SELECT name, root_id FROM middles ORDER BY id");
  }
  std::vector<std::string> leaf_rows() const { return rows("SELECT name FROM leafs ORDER BY id"); }

  Ptr<Root> root = make<Root>({.name = "r"});
  Ptr<Middle> m1 = middle("m1");
  Ptr<Middle> m2 = middle("m2");
  Ptr<Leaf> l1 = make<Leaf>({.name = "l1"});
  Ptr<Leaf> l2 = make<Leaf>({.name = "l2"});
  Ptr<Leaf> l3 = make<Leaf>({.name = "l3"});
};

TEST_F(OwnedTree, Scenario038_UnloadedChildrenAreReadByTheRemovalAndDeleted) {
  session.remove(m1);
  EXPECT_THAT(executed(), ElementsAre("SELECT leafs"));
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("DELETE leafs x2", "DELETE middles x1"));
  EXPECT_THAT(middle_rows(), ElementsAre("m2|1"));
  EXPECT_THAT(leaf_rows(), ElementsAre("l3"));
}

TEST_F(OwnedTree, Scenario039_ThreeLevelsAreDeletedFromTheLeavesUp) {
  load();
  session.remove(root);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("DELETE leafs x3", "DELETE middles x2", "DELETE roots x1"));
  EXPECT_THAT(middle_rows(), IsEmpty());
  EXPECT_THAT(leaf_rows(), IsEmpty());
}

TEST_F(OwnedTree, Scenario044_ARemovedMemberIsDeleted) {
  load();
  m1->leaves().remove(l1);
  session.flush();
  EXPECT_THAT(executed(), ElementsAre("DELETE leafs x1"));
  EXPECT_EQ(l1->state(), orm::ObjectState::Deleted);
  session.commit();
  EXPECT_THAT(leaf_rows(), ElementsAre("l2", "l3"));
}

TEST_F(OwnedTree, Scenario045_AMemberThatMovesIsUpdated) {
  load();
  m1->leaves().remove(l1);
  m2->leaves().append(l1);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE leafs SET middle_id x1"));
  EXPECT_THAT(rows("SELECT name, middle_id FROM leafs ORDER BY id"),
              ElementsAre("l1|2", "l2|1", "l3|2"));
}

TEST_F(OwnedTree, Scenario046_AMemberThatComesBackIsLeftAlone) {
  load();
  m1->leaves().remove(l1);
  m1->leaves().append(l1);
  session.commit();
  EXPECT_THAT(executed(), IsEmpty());
  EXPECT_THAT(leaf_rows(), ElementsAre("l1", "l2", "l3"));
}

TEST_F(OwnedTree, Scenario047_ClearingTheParentIsTheSame) {
  load();
  l1->set_middle(nullptr);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("DELETE leafs x1"));
  EXPECT_THAT(leaf_rows(), ElementsAre("l2", "l3"));
}

TEST_F(OwnedTree, Scenario048_AnEmptiedListIsDeletedInOneStatement) {
  load();
  m1->leaves().clear();
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("DELETE leafs x2"));
  EXPECT_THAT(leaf_rows(), ElementsAre("l3"));
}

TEST_F(OwnedTree, Scenario049_ANewMemberThatIsLetGoLeavesTheSession) {
  load();
  const auto fresh = middle("m3");
  fresh->leaves().append(make<Leaf>({.name = "l4"}));
  root->middles().append(fresh);
  EXPECT_EQ(fresh->state(), orm::ObjectState::Pending);
  root->middles().remove(fresh);
  EXPECT_EQ(fresh->state(), orm::ObjectState::Transient);
  EXPECT_EQ(fresh->leaves().size(), 1U);
  EXPECT_EQ(fresh->leaves()[0].state(), orm::ObjectState::Transient);
  session.commit();
  EXPECT_THAT(executed(), IsEmpty());
  EXPECT_THAT(middle_rows(), ElementsAre("m1|1", "m2|1"));

  root->middles().append(fresh);
  session.commit();
  EXPECT_THAT(middle_rows(), ElementsAre("m1|1", "m2|1", "m3|1"));
  EXPECT_THAT(leaf_rows(), ElementsAre("l1", "l2", "l3", "l4"));
}

TEST_F(OwnedTree, Scenario050_AnOrphanTakesItsOwnChildrenAlong) {
  ASSERT_EQ(root->middles().size(), 2U);
  ASSERT_EQ(m1->name(), "m1");
  recorder.clear();
  root->middles().remove(m1);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("SELECT leafs", "DELETE leafs x2", "DELETE middles x1"));
  EXPECT_THAT(middle_rows(), ElementsAre("m2|1"));
  EXPECT_THAT(leaf_rows(), ElementsAre("l3"));
}

TEST_F(OwnedTree, Scenario051_RemovedFromItsListAndByItselfIsDeletedOnce) {
  load();
  m1->leaves().remove(l1);
  session.remove(l1);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("DELETE leafs x1"));
  EXPECT_THAT(leaf_rows(), ElementsAre("l2", "l3"));
}

TEST_F(OwnedTree, AChildThatComesAfterTheRemovalGoesToo) {
  load();
  session.remove(m1);
  m1->leaves().append(l3);
  session.commit();
  EXPECT_THAT(leaf_rows(), IsEmpty());
}

TEST_F(OwnedTree, ARowThatNeverHadAParentIsNoOrphan) {
  session.create<Middle>({.name = "m3"});
  session.commit();
  const auto found = session.query<Middle>().filter(Middle::fields.name == "m3").one();
  ASSERT_TRUE(found->root() == nullptr);
  found->set_name("m4");
  session.commit();
  EXPECT_THAT(middle_rows(), ElementsAre("m1|1", "m2|1", "m4|NULL"));
}

TEST_F(OwnedTree, ARollbackBringsOrphansBack) {
  load();
  root->middles().clear();
  session.flush();
  EXPECT_EQ(m1->state(), orm::ObjectState::Deleted);
  session.rollback();
  EXPECT_EQ(root->middles().size(), 2U);
  EXPECT_EQ(m1->leaves().size(), 2U);
  EXPECT_THAT(leaf_rows(), ElementsAre("l1", "l2", "l3"));
}

TEST_F(OwnedTree, ExpungeTakesTheLoadedTreeAlong) {
  load();
  const auto fresh = middle("m3");
  root->middles().append(fresh);
  session.expunge(root);
  EXPECT_EQ(m1->state(), orm::ObjectState::Detached);
  EXPECT_EQ(l3->state(), orm::ObjectState::Detached);
  EXPECT_EQ(fresh->state(), orm::ObjectState::Transient);
  EXPECT_TRUE(fresh->root() == root);
  EXPECT_EQ(root->middles().size(), 3U);
  session.commit();
  EXPECT_THAT(middle_rows(), ElementsAre("m1|1", "m2|1"));

  session.add(root);
  session.commit();
  EXPECT_THAT(middle_rows(), ElementsAre("m1|1", "m2|1", "m3|1"));
}

TEST_F(OwnedTree, ExpireForgetsTheLoadedTree) {
  load();
  rows("UPDATE leafs SET name = 'other' WHERE name = 'l1'");
  session.rollback();
  load();
  session.expire(root);
  EXPECT_EQ(l1->name(), "other");
  EXPECT_THAT(executed(), ElementsAre("SELECT leafs"));
}

TEST_F(Cascades, Scenario040_UnloadedChildrenAreLeftToTheDatabase) {
  const auto album = make<Album>({.title = "a"});
  album->songs().append(make<Song>({.title = "s"}));
  store(album);
  session.remove(album);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("DELETE albums x1"));
  EXPECT_THAT(rows("SELECT * FROM songs"), IsEmpty());
}

TEST_F(Cascades, Scenario041_LoadedChildrenAreDeletedByTheSession) {
  const auto album = make<Album>({.title = "a"});
  album->songs().append(make<Song>({.title = "s"}));
  album->songs().append(make<Song>({.title = "t"}));
  store(album);
  ASSERT_EQ(album->songs().size(), 2U);
  recorder.clear();
  session.remove(album);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("DELETE songs x2", "DELETE albums x1"));
  EXPECT_THAT(rows("SELECT * FROM songs"), IsEmpty());
}

TEST_F(Cascades, ARequiredChildThatIsLetGoIsDeleted) {
  const auto album = make<Album>({.title = "a"});
  const auto song = make<Song>({.title = "s", .album = album});
  store(album);
  ASSERT_EQ(album->songs().size(), 1U);
  recorder.clear();
  album->songs().remove(song);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("DELETE songs x1"));
  EXPECT_THAT(rows("SELECT * FROM songs"), IsEmpty());
}

TEST_F(Cascades, Scenario058_AChildOfTwoParentsGoesWhenOneLetsGo) {
  const auto buyer = make<Buyer>({.name = "b"});
  const auto seller = make<Seller>({.name = "s"});
  const auto sale = make<Sale>({.label = "x", .buyer = buyer, .seller = seller});
  store(sale);
  ASSERT_EQ(buyer->sales().size(), 1U);
  ASSERT_EQ(seller->sales().size(), 1U);
  buyer->sales().remove(sale);
  session.flush();
  EXPECT_EQ(sale->state(), orm::ObjectState::Deleted);
  EXPECT_TRUE(seller->sales().empty());
  session.commit();
  EXPECT_THAT(rows("SELECT * FROM sales"), IsEmpty());
}

class OneToOneOrphans : public Cascades {
 protected:
  void SetUp() override {
    account->set_preference(old);
    store(account);
    ASSERT_TRUE(account->preference() == old);
    recorder.clear();
  }

  std::vector<std::string> preference_rows() const {
    return rows("SELECT theme, account_id FROM preferences ORDER BY id");
  }

  Ptr<Account> account = make<Account>({.name = "a"});
  Ptr<Preference> old = make<Preference>({.theme = "old"});
};

TEST_F(OneToOneOrphans, Scenario066_TheReplacedOneIsDeletedBeforeTheNewOneTakesItsKey) {
  account->set_preference(make<Preference>({.theme = "new"}));
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("DELETE preferences x1", "INSERT preferences x1"));
  EXPECT_THAT(preference_rows(), ElementsAre("new|1"));
}

TEST_F(OneToOneOrphans, Scenario066_FromTheSideOfTheKey) {
  const auto fresh = make<Preference>({.theme = "new"});
  fresh->set_account(account);
  session.commit();
  EXPECT_THAT(preference_rows(), ElementsAre("new|1"));
}

TEST_F(OneToOneOrphans, Scenario067_AClearedOneIsDeleted) {
  account->set_preference(nullptr);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("DELETE preferences x1"));
  EXPECT_THAT(preference_rows(), IsEmpty());
}

TEST_F(OneToOneOrphans, APendingOneThatIsReplacedLeavesTheSession) {
  const auto second = make<Preference>({.theme = "second"});
  account->set_preference(second);
  account->set_preference(make<Preference>({.theme = "third"}));
  EXPECT_EQ(second->state(), orm::ObjectState::Transient);
  session.commit();
  EXPECT_THAT(preference_rows(), ElementsAre("third|1"));
}

TEST_F(Cascades, Scenario076_TheFarEndGoesWithAllItsPairs) {
  const auto i1 = make<Item>({.label = "i1"});
  const auto i2 = make<Item>({.label = "i2"});
  const auto shared = make<Keyword>({.word = "shared"});
  i1->keywords().append(shared);
  i2->keywords().append(shared);
  i2->keywords().append(make<Keyword>({.word = "own"}));
  store(i1, i2);
  session.remove(i1);
  session.commit();
  EXPECT_THAT(rows("SELECT label FROM items"), ElementsAre("i2"));
  EXPECT_THAT(rows("SELECT word FROM keywords"), ElementsAre("own"));
  EXPECT_THAT(rows("SELECT count(*) FROM item_keyword"), ElementsAre("1"));
}

TEST_F(Cascades, Scenario056_WhatAnObjectRefersToGoesAfterIt) {
  const auto letter = make<Letter>({.envelope = make<Envelope>({.label = "e"})});
  store(letter);
  session.remove(letter);
  session.commit();
  EXPECT_THAT(executed(),
              ElementsAre("SELECT letters", "DELETE letters x1", "DELETE envelopes x1"));
  EXPECT_THAT(rows("SELECT * FROM envelopes"), IsEmpty());
}

class WithoutCascade : public Cascades {
 protected:
  void SetUp() override { store(desk); }

  std::string refusal() {
    try {
      session.flush();
      return "was flushed";
    } catch (const orm::InvalidRequestError& error) {
      return error.what();
    }
  }

  Ptr<Desk> desk = make<Desk>({.name = "d"});
  Ptr<Draft> draft = make<Draft>({.text = "t"});
};

TEST_F(WithoutCascade, WhatIsLinkedHasToBeAdded) {
  desk->drafts().append(draft);
  EXPECT_EQ(draft->state(), orm::ObjectState::Transient);
  EXPECT_THAT(refusal(), HasSubstr("cascades::Desk::drafts"));
  session.add(draft);
  session.commit();
  EXPECT_THAT(rows("SELECT text, desk_id FROM drafts"), ElementsAre("t|1"));
}

TEST_F(WithoutCascade, OrUnlinked) {
  draft->set_desk(desk);
  EXPECT_THAT(refusal(), HasSubstr("save-update"));
  draft->set_desk(nullptr);
  EXPECT_EQ(refusal(), "was flushed");
  EXPECT_THAT(rows("SELECT * FROM drafts"), IsEmpty());
}

TEST_F(WithoutCascade, AddingOneEndDoesNotAddTheOther) {
  const auto other = make<Desk>({.name = "other"});
  other->drafts().append(draft);
  session.add(other);
  EXPECT_EQ(draft->state(), orm::ObjectState::Transient);
  EXPECT_THAT(refusal(), HasSubstr("cascades::Draft"));
}

TEST_F(Cascades, Scenario069_RequiredKeysThatGoRoundAreAnErrorBeforeAnySql) {
  const auto a = make<Account>({.name = "a"});
  const auto b = make<Account>({.name = "b"});
  a->set_preference(make<Preference>({.theme = "dark"}));
  b->set_preference(make<Preference>({.theme = "light"}));
  store(a, b);
  const auto dark = a->preference();
  const auto light = b->preference();
  dark->set_account(b);
  light->set_account(a);
  recorder.clear();
  try {
    session.flush();
    ADD_FAILURE() << "it was written";
  } catch (const orm::CircularDependencyError& error) {
    EXPECT_THAT(error.what(), testing::AllOf(HasSubstr("cascades::Preference"),
                                             HasSubstr("account_id is unique")));
  }
  EXPECT_THAT(executed(), IsEmpty());
}

}  // namespace cascades
