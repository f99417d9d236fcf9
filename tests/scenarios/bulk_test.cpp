// Scenario 59: rows that are deleted without their objects.
#include "scenario.h"

namespace scenarios {

class Bulk : public Scenarios {
 protected:
  Bulk() {
    u1->addresses().append(a1);
    store(u1, u2, a2);
  }

  const Ptr<User> u1 = user("u1");
  const Ptr<User> u2 = user("u2");
  const Ptr<Address> a1 = address("a1");
  const Ptr<Address> a2 = address("a2");
};

TEST_F(Bulk, Scenario059_ABulkDeleteIsOneStatementAndFollowsNoRelationship) {
  EXPECT_EQ(session.query<User>().filter_by(User::fields.name, "u2").remove(), 1);
  EXPECT_THAT(executed(), ElementsAre("DELETE users x1"));
  EXPECT_THROW(session.query<User>().filter_by(User::fields.name, "u1").remove(),
               orm::IntegrityError)
      << "the database has the last word";
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("u1"));
  EXPECT_EQ(u1->name(), "u1");
}

TEST_F(Bulk, Scenario059_ObjectsOfTheRowsAreDeleted) {
  ASSERT_EQ(u1->addresses().size(), 1U);
  a1->set_email("changed");
  EXPECT_EQ(session.query<Address>().filter(Address::fields.email == "changed").remove(), 1)
      << "what was changed is written before";
  EXPECT_EQ(a1->state(), orm::ObjectState::Deleted);
  EXPECT_TRUE(u1->addresses().empty());
  EXPECT_TRUE(session.get<Address>(1) == nullptr);
  session.rollback();
  EXPECT_EQ(a1->state(), orm::ObjectState::Persistent);
  EXPECT_EQ(u1->addresses().size(), 1U);
  EXPECT_EQ(a1->email(), "a1");
}

TEST_F(Bulk, Scenario059_ASavepointBringsThemBack) {
  ASSERT_EQ(u1->addresses().size(), 1U);
  orm::Savepoint savepoint = session.begin_nested();
  EXPECT_EQ(session.query<Address>().remove(), 2);
  savepoint.rollback();
  EXPECT_EQ(u1->addresses().size(), 1U);
  EXPECT_EQ(a2->email(), "a2");
}

TEST_F(Bulk, Scenario059_WithoutObjectsNothingIsGivenBack) {
  orm::Session other(engine);
  session.rollback();
  EXPECT_EQ(other.query<Address>().remove(), 2);
  EXPECT_EQ(other.query<Address>().remove(), 0);
  other.commit();
  EXPECT_THAT(rows("SELECT * FROM addresses"), IsEmpty());
}

TEST_F(Bulk, Scenario059_OrderAndLimitAreRefused) {
  EXPECT_THROW(session.query<Address>().limit(1).remove(), orm::InvalidRequestError);
  EXPECT_THROW(session.query<Address>().order_by(Address::fields.email).remove(),
               orm::InvalidRequestError);
  EXPECT_THAT(executed(), IsEmpty());
}

}  // namespace scenarios
