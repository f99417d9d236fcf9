// Scenarios 29, 30, 92, 93, 98, 99, 122 and 130: columns, keys, and which of them win.
#include "scenario.h"

namespace scenarios {

class Keys : public Scenarios {
 protected:
  void SetUp() override {
    store(u1, u2, a);
    ASSERT_EQ(session.query<User>().all().size(), 2U);
    ASSERT_EQ(session.query<Address>().all().size(), 1U);
    recorder.clear();
  }

  Ptr<User> u1 = user("u1");
  Ptr<User> u2 = user("u2");
  Ptr<Address> a = address("a");
};

TEST_F(Keys, Scenario029_SettingTheKeyPatchesBothSides) {
  EXPECT_TRUE(u1->addresses().empty());
  recorder.clear();
  a->set_user_id(u1->id());
  EXPECT_THAT(emails(u1), ElementsAre("a"));
  EXPECT_TRUE(a->user() == u1);
  EXPECT_EQ(recorder.executions(), 0U);
  a->set_user_id(u2->id());
  EXPECT_TRUE(u1->addresses().empty());
  EXPECT_TRUE(a->user() == u2);
  EXPECT_EQ(recorder.executions(), 0U);

  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a|u2"));
}

TEST_F(Keys, Scenario030_TheRelationshipWinsOverTheKey) {
  const auto both = make<Address>({.email = "both", .user_id = u1->id(), .user = u2});
  const auto none = make<Address>({.email = "none", .user_id = u1->id()});
  none->set_user(nullptr);
  store(both, none);
  EXPECT_THAT(address_rows(), ElementsAre("a|NULL", "both|u2", "none|NULL"));
}

TEST_F(Keys, Scenario093_AKeyWithoutARelationshipOrdersTheInserts) {
  const auto receipt = make<Receipt>({.text = "r", .invoice_id = 7});
  const auto invoice = make<Invoice>({.id = 7, .number = "n"});
  session.add_all(receipt, invoice);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("INSERT invoices x1", "INSERT receipts x1"));
  EXPECT_THAT(rows("SELECT text, invoice_id FROM receipts"), ElementsAre("r|7"));
}

TEST_F(Keys, Scenario093_AKeyWithoutARelationshipOrdersTheDeletions) {
  const auto receipt = make<Receipt>({.text = "r", .invoice_id = 7});
  const auto invoice = make<Invoice>({.id = 7, .number = "n"});
  store(receipt, invoice);
  session.remove(invoice);
  session.remove(receipt);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("DELETE receipts x1", "DELETE invoices x1"));
}

TEST_F(Keys, Scenario098_UpdatesAreGroupedByTheirColumns) {
  const auto invoice = make<Invoice>({.id = 7, .number = "n"});
  std::vector<Ptr<Receipt>> receipts;
  receipts.reserve(6);
  for (int i = 0; i < 6; ++i) receipts.push_back(make<Receipt>({.text = "r"}));
  session.add(invoice);
  session.add_all(receipts);
  session.commit();
  ASSERT_EQ(session.query<Receipt>().all().size(), 6U);
  recorder.clear();
  for (std::size_t i = 0; i < receipts.size(); ++i) {
    if (i % 2 == 0) receipts[i]->set_text("even");
    if (i % 2 == 1) receipts[i]->set_invoice_id(7);
  }
  session.commit();
  EXPECT_THAT(executed(),
              ElementsAre("UPDATE receipts SET text x3", "UPDATE receipts SET invoice_id x3"));
  EXPECT_THAT(rows("SELECT text, invoice_id FROM receipts ORDER BY id LIMIT 2"),
              ElementsAre("even|NULL", "r|7"));
}

TEST_F(Keys, Scenario099_SettingTheSameValueWritesNothing) {
  u1->set_name("u1");
  a->set_user(nullptr);
  session.commit();
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(Keys, Scenario099_SettingAndRevertingWritesNothing) {
  u1->set_name("other");
  u1->set_name("u1");
  a->set_user(u1);
  a->set_user(nullptr);
  session.commit();
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_THAT(rows("SELECT name FROM users ORDER BY id"), ElementsAre("u1", "u2"));
}

TEST_F(Keys, Scenario130_TwoObjectsOfOneKeyAreAnError) {
  const auto twin = make<User>({.id = u1->id(), .name = "twin"});
  EXPECT_THROW(session.add(twin), orm::InvalidRequestError);
  EXPECT_EQ(recorder.executions(), 0U);
}

}  // namespace scenarios
