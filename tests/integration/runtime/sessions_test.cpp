// Objects, sessions and engines that end in any order.
#include <memory>
#include <optional>

#include "scenario.h"

namespace scenarios {

class Sessions : public Scenarios {
 protected:
  // One user with two addresses, in the database only.
  void SetUp() override {
    const auto u = user("u");
    u->addresses().append(address("a"));
    u->addresses().append(address("b"));
    store(u);
    session.close();
  }
};

TEST_F(Sessions, AHandleOutlivesItsSession) {
  Ptr<User> u;
  {
    orm::Session inner(engine);
    u = inner.query<User>().options(orm::joinedload(User::fields.addresses)).one();
  }
  EXPECT_EQ(u->state(), orm::ObjectState::Detached);
  EXPECT_EQ(u->name(), "u");
  EXPECT_EQ(u->id(), 1);
  EXPECT_THAT(emails(u), ElementsAre("a", "b"));
  EXPECT_EQ(u->addresses()[1].user()->name(), "u");
  EXPECT_THROW(u->orders().size(), orm::DetachedError);
}

TEST_F(Sessions, AHandleOutlivesSessionAndEngine) {
  Ptr<Address> a;
  {
    orm::Engine inner_engine = orm::create_engine("sqlite:///" + file());
    orm::Session inner(inner_engine);
    a = inner.query<Address>().options(orm::joinedload(Address::fields.user)).first();
  }
  EXPECT_EQ(a->user()->name(), "u");
  a->set_email("changed");
  a->user()->addresses();
}

TEST_F(Sessions, ASessionOutlivesTheEnginesHandle) {
  std::optional<orm::Engine> inner_engine = orm::create_engine("sqlite:///" + file());
  orm::Session inner(*inner_engine);
  inner_engine.reset();
  EXPECT_EQ(inner.query<User>().one()->name(), "u");
  inner.add(user("v"));
  inner.commit();
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("u", "v"));
}

TEST_F(Sessions, ObjectsMayEndBeforeTheirSession) {
  {
    const auto u = session.query<User>().one();
    const auto fresh = address("c");
    fresh->set_user(u);
    u->set_name("changed");
  }
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a|changed", "b|changed", "c|changed"));
}

TEST_F(Sessions, ASessionThatEndsRollsBack) {
  {
    orm::Session inner(engine);
    inner.query<User>().one()->set_name("lost");
    inner.add(user("lost"));
    inner.flush();
  }
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("u"));
}

TEST_F(Sessions, ObjectsOfAnEndedSessionAreAddedToAnother) {
  Ptr<User> u;
  {
    orm::Session inner(engine);
    u = inner.query<User>().options(orm::joinedload(User::fields.addresses)).one();
  }
  u->set_name("changed");
  u->addresses().append(address("c"));
  session.add(u);
  EXPECT_EQ(u->state(), orm::ObjectState::Persistent);
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a|changed", "b|changed", "c|changed"));
  EXPECT_TRUE(session.get<User>(1) == u);
}

TEST_F(Sessions, AnExpungedObjectIsAddedToAnother) {
  orm::Session other(engine);
  const auto u = session.query<User>().one();
  session.expunge(u);
  EXPECT_EQ(u->state(), orm::ObjectState::Detached);
  other.add(u);
  u->set_name("changed");
  session.commit();
  other.commit();
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("changed"));
}

TEST_F(Sessions, AnExpungedObjectWithLinksIsAddedToAnother) {
  orm::Session other(engine);
  const auto u = session.query<User>().options(orm::joinedload(User::fields.addresses)).one();
  const std::vector<Ptr<Address>> members = {u->addresses()[0], u->addresses()[1]};
  session.expunge(u);
  for (const auto& member : members) session.expunge(member);
  other.add(u);
  EXPECT_EQ(members[0]->state(), orm::ObjectState::Persistent);
  members[0]->set_email("changed");
  other.commit();
  EXPECT_THAT(rows("SELECT email FROM addresses"), ElementsAre("changed", "b"));
}

TEST_F(Sessions, ExpungeAllLetsGoOfEverything) {
  const auto u = session.query<User>().one();
  const auto fresh = user("fresh");
  session.add(fresh);
  session.expunge_all();
  EXPECT_EQ(u->state(), orm::ObjectState::Detached);
  EXPECT_EQ(fresh->state(), orm::ObjectState::Transient);
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("u"));
  EXPECT_FALSE(session.query<User>().one() == u);
}

TEST_F(Sessions, AClosedSessionCanBeUsedAgain) {
  session.add(user("lost"));
  session.flush();
  session.close();
  session.close();
  EXPECT_EQ(session.query<User>().count(), 1);
}

TEST_F(Sessions, AMovedSessionKeepsItsObjects) {
  auto first = std::make_unique<orm::Session>(engine);
  const auto u = first->query<User>().one();
  orm::Session second = std::move(*first);
  first.reset();
  u->set_name("changed");
  second.commit();
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("changed"));
  EXPECT_EQ(u->addresses().size(), 2U);
}

TEST_F(Sessions, AQueryKeptAfterItsObjectsStillRuns) {
  const auto query = session.query<User>().filter(User::fields.name == "u");
  session.expunge_all();
  EXPECT_EQ(query.count(), 1);
  EXPECT_EQ(query.all().size(), 1U);
}

TEST_F(Sessions, OneSessionAfterAnotherHoldsTheSameRows) {
  std::vector<Ptr<User>> kept;
  for (int i = 0; i < 50; ++i) {
    orm::Session inner(engine);
    kept.push_back(inner.get_one<User>(1));
    EXPECT_EQ(kept.back()->addresses().size(), 2U);
  }
  for (const auto& u : kept) EXPECT_THAT(emails(u), ElementsAre("a", "b"));
}

TEST_F(Sessions, DeletedObjectsOutliveTheirSession) {
  Ptr<User> u;
  {
    orm::Session inner(engine);
    u = inner.query<User>().options(orm::joinedload(User::fields.addresses)).one();
    inner.remove(u);
    inner.commit();
  }
  EXPECT_EQ(u->state(), orm::ObjectState::Detached);
  EXPECT_EQ(u->name(), "u");
}

TEST_F(Sessions, ExpireOnCommitCanBeSwitchedOff) {
  orm::Session keeping(engine, {.expire_on_commit = false});
  const auto u = keeping.query<User>().one();
  keeping.commit();
  recorder.clear();
  EXPECT_EQ(u->name(), "u");
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(Sessions, CreateMakesAndAdds) {
  const auto u = session.create<User>({.name = "v", .addresses = {address("c")}});
  EXPECT_EQ(u->state(), orm::ObjectState::Pending);
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a|u", "b|u", "c|v"));
}

}  // namespace scenarios
