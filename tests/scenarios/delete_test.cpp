// Scenarios 36, 37 and 52 to 55: what becomes of the children of a deleted row.
#include "scenario.h"

namespace scenarios {

class Delete : public Scenarios {
 protected:
  void SetUp() override {
    root->middles().assign({m1, m2});
    store(root);
  }

  // Reads all that is expired, and the list.
  void load() {
    ASSERT_EQ(session.query<Root>().all().size(), 1U);
    ASSERT_EQ(root->middles().size(), 2U);
    recorder.clear();
  }

  std::vector<std::string> middle_rows() const {
    return rows("SELECT name, root_id FROM middles ORDER BY id");
  }

  Ptr<Root> root = make<Root>({.name = "r"});
  Ptr<Middle> m1 = make<Middle>({.name = "m1"});
  Ptr<Middle> m2 = make<Middle>({.name = "m2"});
};

TEST_F(Delete, Scenario036_UnloadedChildrenAreReadAndLoseTheirParent) {
  session.remove(root);
  session.commit();
  EXPECT_THAT(executed(),
              ElementsAre("SELECT middles", "UPDATE middles SET root_id x2", "DELETE roots x1"));
  EXPECT_THAT(middle_rows(), ElementsAre("m1|NULL", "m2|NULL"));
}

TEST_F(Delete, Scenario037_LoadedChildrenLoseTheirParent) {
  load();
  session.remove(root);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE middles SET root_id x2", "DELETE roots x1"));
  EXPECT_THAT(middle_rows(), ElementsAre("m1|NULL", "m2|NULL"));
}

TEST_F(Scenarios, Scenario037_ChildrenThatNeedTheirParentStopTheFlush) {
  const auto ledger = make<Ledger>({.name = "l"});
  ledger->entries().append(make<Entry>({.text = "e"}));
  store(ledger);
  ASSERT_EQ(ledger->entries().size(), 1U);
  recorder.clear();
  session.remove(ledger);
  try {
    session.flush();
    FAIL() << "the entry lost its ledger";
  } catch (const orm::RequiredKeyError& error) {
    EXPECT_THAT(error.what(), HasSubstr("scenarios::Entry"));
    EXPECT_THAT(error.what(), HasSubstr("ledger_id"));
  }
  EXPECT_EQ(recorder.executions(), 0U);
  session.rollback();
  EXPECT_THAT(rows("SELECT text, ledger_id FROM entries"), ElementsAre("e|1"));
}

TEST_F(Delete, Scenario052_ARemovedMemberLosesItsParent) {
  load();
  root->middles().remove(m1);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE middles SET root_id x1"));
  EXPECT_THAT(middle_rows(), ElementsAre("m1|NULL", "m2|1"));
}

TEST_F(Delete, Scenario053_ADeletedChildLeavesTheLoadedList) {
  load();
  session.remove(m1);
  EXPECT_EQ(root->middles().size(), 2U);
  session.flush();
  EXPECT_THAT(each(root->middles(), &Middle::name), ElementsAre("m2"));
  session.commit();
  EXPECT_THAT(middle_rows(), ElementsAre("m2|1"));
}

TEST_F(Delete, Scenario054_ParentAndChildrenAreDeletedWithoutAnUpdate) {
  load();
  ASSERT_TRUE(m1->leaves().empty());
  ASSERT_TRUE(m2->leaves().empty());
  recorder.clear();
  session.remove(root);
  session.remove(m1);
  session.remove(m2);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("DELETE middles x2", "DELETE roots x1"));
  EXPECT_THAT(middle_rows(), IsEmpty());
}

TEST_F(Scenarios, ManyRowsAreDeletedByFewStatements) {
  std::vector<Ptr<Address>> addresses;
  addresses.reserve(100);
  for (int i = 0; i < 100; ++i) addresses.push_back(address(std::to_string(i).c_str()));
  session.add_all(addresses);
  session.commit();
  const auto kept = addresses.back();
  addresses.pop_back();
  orm_test::execute(file(), "DELETE FROM addresses WHERE id IN (1, 70)");
  recorder.clear();
  for (const auto& each : addresses) session.remove(each);
  session.flush();
  // 64 rows, four times 8, and three alone.
  EXPECT_EQ(recorder.executions(), 1U);
  EXPECT_EQ(recorder.steps(), 8U);
  EXPECT_THAT(executed(), ElementsAre("DELETE addresses x99"));
  EXPECT_EQ(addresses[0]->state(), orm::ObjectState::Deleted);
  session.commit();
  EXPECT_THAT(rows("SELECT email FROM addresses"), ElementsAre("99"));
  EXPECT_EQ(kept->email(), "99");
}

TEST_F(Scenarios, Scenario055_AKeyWithoutAReverseRelationshipIsTheDatabasesBusiness) {
  const auto u = user("u");
  const auto remark = make<Remark>({.text = "t", .user = u});
  store(remark);
  session.remove(u);
  try {
    session.flush();
    FAIL() << "the remark refers to nobody";
  } catch (const orm::IntegrityError& error) {
    EXPECT_EQ(error.kind(), orm::IntegrityError::Kind::ForeignKey);
  }
  session.rollback();
  EXPECT_THAT(rows("SELECT text, user_id FROM remarks"), ElementsAre("t|1"));
}

TEST_F(Scenarios, Scenario055_TheKeysOwnOnDeleteActs) {
  const auto folder = make<Folder>({.name = "f"});
  const auto file = make<File>({.name = "a", .folder = folder});
  const auto shortcut = make<Shortcut>({.name = "s", .folder = folder});
  store(folder);
  session.remove(folder);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("DELETE folders x1"));
  EXPECT_THAT(rows("SELECT name FROM files"), IsEmpty());
  EXPECT_THAT(rows("SELECT name, folder_id FROM shortcuts"), ElementsAre("s|NULL"));
  EXPECT_TRUE(shortcut->folder() == nullptr);
  EXPECT_THROW(file->name(), orm::ObjectDeletedError);
}

}  // namespace scenarios
