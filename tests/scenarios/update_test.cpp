// Scenario 134: rows that are changed without their objects.
#include "orm/error.h"
#include "scenario.h"

namespace scenarios {
namespace {

using orm::set;

class Updates : public Scenarios {
 protected:
  void SetUp() override {
    u1->addresses().append(a1);
    store(u1, u2);
    u1->name();
    u2->name();
    recorder.clear();
  }

  std::string sql() const {
    std::string text = recorder.statements().back().sql;
    std::erase(text, '"');
    return text;
  }

  const Ptr<User> u1 = user("u1");
  const Ptr<User> u2 = user("u2");
  const Ptr<Address> a1 = address("a1");
};

TEST_F(Updates, Scenario134_ObjectsGetTheNewValues) {
  EXPECT_EQ(session.query<User>()
                .filter(User::fields.id >= u2->id())
                .update({set(User::fields.name, User::fields.name + "!")}),
            1);
  EXPECT_EQ(sql(),
            "UPDATE users SET name = users.name || ? WHERE users.id >= ? RETURNING id, name");
  EXPECT_EQ(u2->name(), "u2!");
  EXPECT_EQ(u1->name(), "u1");
  EXPECT_EQ(recorder.statements().size(), 1U);
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM users ORDER BY id"), ElementsAre("u1", "u2!"));
}

TEST_F(Updates, Scenario134_ObjectsAreLeftAsTheyAre) {
  EXPECT_EQ(session.query<User>().update({set(User::fields.name, "x")}, orm::Synchronize::None), 2);
  EXPECT_EQ(sql(), "UPDATE users SET name = ?");
  EXPECT_EQ(u1->name(), "u1");
  session.refresh(u1);
  EXPECT_EQ(u1->name(), "x");
}

TEST_F(Updates, Scenario134_ARollbackTakesTheValuesBack) {
  session.query<User>().update({set(User::fields.name, "x")});
  EXPECT_EQ(u1->name(), "x");
  session.rollback();
  EXPECT_EQ(u1->name(), "u1");
  orm::Savepoint savepoint = session.begin_nested();
  session.query<User>().update({set(User::fields.name, "y")});
  EXPECT_EQ(u1->name(), "y");
  savepoint.rollback();
  EXPECT_EQ(u1->name(), "u1");
}

TEST_F(Updates, WhatIsNotFlushedIsKept) {
  {
    const auto guard = session.no_autoflush();
    u1->set_name("mine");
    session.query<User>().update({set(User::fields.name, "theirs")});
    EXPECT_EQ(u1->name(), "mine");
    EXPECT_EQ(u2->name(), "theirs");
  }
  session.query<User>().filter(User::fields.name == "mine").update({set(User::fields.name, "z")});
  EXPECT_EQ(u1->name(), "z") << "without the guard it flushes first";
}

TEST_F(Updates, ALinkFollowsItsKey) {
  ASSERT_EQ(a1->user(), u1);
  session.query<Address>().update({set(Address::fields.user_id, u2->id())});
  EXPECT_EQ(a1->user(), u2);
  session.query<Address>().update({set(Address::fields.user_id, std::nullopt)});
  EXPECT_TRUE(a1->user() == nullptr);
}

TEST_F(Updates, WhatCannotBeSetIsRefused) {
  const auto query = session.query<User>();
  EXPECT_THAT([&] { query.update({set(User::fields.id, 7)}); },
              testing::ThrowsMessage<orm::InvalidRequestError>(
                  "update() sets scenarios::User::id, which is part of the primary key; set it on "
                  "the objects, whose links follow"));
  EXPECT_THAT([&] { query.limit(1).update({set(User::fields.name, "x")}); },
              testing::ThrowsMessage<orm::InvalidRequestError>(
                  "update() of a query for scenarios::User changes all rows that its filters keep; "
                  "take away the joins, groups, order, limit and offset, or change the objects one "
                  "by one"));
  EXPECT_THAT(
      [&] { query.update({set(User::fields.name, "\xff")}); },
      testing::ThrowsMessage<orm::DataError>(HasSubstr("scenarios::User::name is to become")));
  EXPECT_EQ(query.update({}), 0);
  EXPECT_TRUE(recorder.statements().empty());
}

TEST_F(Updates, ConditionsMayAskOtherTables) {
  session.query<User>()
      .filter(orm::any(User::fields.addresses, Address::fields.email == "a1"))
      .update({set(User::fields.name, "owner")});
  EXPECT_EQ(sql(),
            "UPDATE users SET name = ? WHERE EXISTS (SELECT 1 FROM addresses WHERE "
            "addresses.user_id = users.id AND addresses.email = ?) RETURNING id, name");
  EXPECT_EQ(u1->name(), "owner");
  EXPECT_EQ(u2->name(), "u2");
}

TEST_F(Updates, OtherValuesPrepareNothing) {
  const auto rename = [&](const char* from, const char* to) {
    session.query<User>().filter(User::fields.name == from).update({set(User::fields.name, to)});
  };
  rename("u1", "a");
  recorder.clear();
  rename("a", "b");
  rename("b", "c");
  ASSERT_EQ(recorder.statements().size(), 2U);
  EXPECT_EQ(recorder.prepares(), 0U);
}

TEST_F(Updates, Scenario134_EvaluatedConditionsFindTheObjects) {
  EXPECT_EQ(session.query<User>()
                .filter(User::fields.id > u1->id() && User::fields.name != "none")
                .update({set(User::fields.name, "x")}, orm::Synchronize::Evaluate),
            1);
  EXPECT_EQ(sql(), "UPDATE users SET name = ? WHERE users.id > ? AND users.name <> ?");
  EXPECT_EQ(u1->name(), "u1");
  EXPECT_EQ(recorder.statements().size(), 1U) << "nothing is read of what does not match";
  EXPECT_EQ(u2->name(), "x");
  EXPECT_EQ(recorder.statements().size(), 2U);
}

TEST_F(Updates, Scenario134_EvaluatedRemovalsDeleteTheObjects) {
  EXPECT_EQ(session.query<User>()
                .filter(orm::in_(User::fields.name, {"u2", "u9"}))
                .remove(orm::Synchronize::Evaluate),
            1);
  EXPECT_EQ(sql(), "DELETE FROM users WHERE users.name IN (?, ?)");
  EXPECT_EQ(u2->state(), orm::ObjectState::Deleted);
  EXPECT_EQ(u1->state(), orm::ObjectState::Persistent);
  session.expire(a1);
  session.query<Address>().filter(Address::fields.email == "a1").remove(orm::Synchronize::Evaluate);
  EXPECT_THROW(a1->email(), orm::ObjectDeletedError) << "what is not read is read again";
}

TEST_F(Updates, Scenario134_WhatOnlyTheDatabaseKnowsIsNotEvaluated) {
  const auto evaluate = [&](const orm::Expr<bool>& condition) {
    session.query<User>().filter(condition).update({set(User::fields.name, "x")},
                                                   orm::Synchronize::Evaluate);
  };
  EXPECT_THAT([&] { evaluate(orm::like(User::fields.name, "u%")); },
              testing::ThrowsMessage<orm::InvalidRequestError>(
                  "Synchronize::Evaluate cannot work out more than comparisons of columns and "
                  "values in memory; use Synchronize::Returned"));
  EXPECT_THROW(evaluate(orm::any(User::fields.addresses)), orm::InvalidRequestError);
  EXPECT_EQ(recorder.statements().size(), 0U);
}

}  // namespace
}  // namespace scenarios
