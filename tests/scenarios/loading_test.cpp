// Scenarios 103 to 105, 107, 110, 112, 114, 115 and 117: how many statements reading takes.
#include <algorithm>

#include "scenario.h"

namespace scenarios {

namespace {

constexpr auto& user_fields = User::fields;

}  // namespace

class Loading : public Scenarios {
 protected:
  // Four users with two addresses each, in a session that has forgotten them.
  void SetUp() override {
    for (const char* name : {"u1", "u2", "u3", "u4"}) {
      const auto u = user(name);
      u->addresses().append(address((std::string(name) + "a").c_str()));
      u->addresses().append(address((std::string(name) + "b").c_str()));
      session.add(u);
    }
    session.commit();
    session.expunge_all();
    recorder.clear();
  }

  static std::size_t count_addresses(const std::vector<Ptr<User>>& users) {
    std::size_t count = 0;
    for (const auto& u : users) count += u->addresses().size();
    return count;
  }
};

TEST_F(Loading, Scenario103_LazySelectTakesOneStatementForEachUser) {
  EXPECT_EQ(count_addresses(session.query<User>().all()), 8U);
  EXPECT_EQ(recorder.executions(), 5U);
  EXPECT_THAT(rows("SELECT count(*) FROM addresses"), ElementsAre("8"));
}

TEST_F(Loading, Scenario103_JoinedTakesOneStatement) {
  const auto users = session.query<User>().options(orm::joinedload(user_fields.addresses)).all();
  EXPECT_EQ(users.size(), 4U);
  EXPECT_EQ(count_addresses(users), 8U);
  for (const auto& u : users) {
    for (const Address& a : u->addresses()) EXPECT_TRUE(a.user() == u);
  }
  EXPECT_EQ(recorder.executions(), 1U);
  EXPECT_THAT(rows("SELECT count(*) FROM addresses"), ElementsAre("8"));
}

TEST_F(Scenarios, Scenario104_FourLevelsJoinedTakeOneStatement) {
  const auto u = user("u");
  for (const char* label : {"o1", "o2"}) {
    const auto order = make<Order>({.label = label, .user = u});
    const auto item = make<Item>({.label = std::string(label) + "i", .order = order});
    item->keywords().append(make<Keyword>({.word = std::string(label) + "k"}));
  }
  store(u);
  session.expunge_all();

  const auto users = session.query<User>()
                         .options(orm::joinedload(User::fields.orders)
                                      .joinedload(Order::fields.items)
                                      .joinedload(Item::fields.keywords))
                         .all();
  ASSERT_EQ(recorder.executions(), 1U);
  const std::string sql = recorder.statements()[0].sql;
  std::size_t joins = 0;
  for (std::size_t at = sql.find(" JOIN "); at != std::string::npos;
       at = sql.find(" JOIN ", at + 1)) {
    ++joins;
  }
  // The link table is joined, too.
  EXPECT_EQ(joins, 4U);

  std::vector<std::string> walk;
  for (const auto& found : users) {
    for (const Order& order : found->orders()) {
      EXPECT_TRUE(order.user() == found);
      for (const Item& item : order.items()) {
        EXPECT_TRUE(item.order() == Ptr<const Order>(order));
        for (const Keyword& keyword : item.keywords()) {
          walk.push_back(order.label() + " " + item.label() + " " + keyword.word());
        }
      }
    }
  }
  EXPECT_THAT(walk, ElementsAre("o1 o1i o1k", "o2 o2i o2k"));
  EXPECT_EQ(recorder.executions(), 1U);
  EXPECT_THAT(rows("SELECT count(*) FROM item_keyword"), ElementsAre("2"));
}

TEST_F(Loading, Scenario105_ALimitCountsUsersWhenACollectionIsJoined) {
  const auto users = session.query<User>()
                         .options(orm::joinedload(user_fields.addresses))
                         .order_by(user_fields.name)
                         .limit(2)
                         .offset(1)
                         .all();
  ASSERT_EQ(recorder.executions(), 1U);
  EXPECT_THAT(recorder.statements()[0].sql,
              HasSubstr("FROM (SELECT \"users\".\"id\", \"users\".\"name\" FROM \"users\" "
                        "ORDER BY \"users\".\"name\" LIMIT ? OFFSET ?)"));
  ASSERT_EQ(users.size(), 2U);
  EXPECT_THAT(emails(users[0]), ElementsAre("u2a", "u2b"));
  EXPECT_THAT(emails(users[1]), ElementsAre("u3a", "u3b"));
  EXPECT_EQ(recorder.executions(), 1U);
  EXPECT_THAT(rows("SELECT name FROM users ORDER BY name LIMIT 2 OFFSET 1"),
              ElementsAre("u2", "u3"));
}

TEST_F(Loading, Scenario106_AJoinedParentNeedsNoSubquery) {
  const auto addresses = session.query<Address>()
                             .options(orm::joinedload(Address::fields.user))
                             .order_by(Address::fields.id)
                             .limit(3)
                             .all();
  ASSERT_EQ(recorder.executions(), 1U);
  EXPECT_EQ(recorder.statements()[0].sql.find("(SELECT"), std::string::npos);
  ASSERT_EQ(addresses.size(), 3U);
  EXPECT_EQ(addresses[2]->user()->name(), "u2");
  EXPECT_EQ(recorder.executions(), 1U);
}

TEST_F(Loading, Scenario107_ConditionsDoNotFilterAJoinedCollection) {
  const auto users = session.query<User>()
                         .options(orm::joinedload(user_fields.addresses))
                         .filter(user_fields.name == "u3" && user_fields.id > 0)
                         .all();
  ASSERT_EQ(users.size(), 1U);
  EXPECT_THAT(emails(users[0]), ElementsAre("u3a", "u3b"));
  EXPECT_EQ(recorder.executions(), 1U);
}

TEST_F(Scenarios, Scenario110_ParentsInTheSessionAreFoundWithoutAStatement) {
  const auto u = user("u");
  for (int i = 0; i < 1201; ++i) u->addresses().append(address("a"));
  store(u);
  session.expunge_all();
  const auto users = session.query<User>().all();
  const auto addresses = session.query<Address>().all();
  ASSERT_EQ(addresses.size(), 1201U);
  recorder.clear();
  for (const auto& a : addresses) EXPECT_TRUE(a->user() == users[0]);
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(Loading, Scenario112_UnloadedAttributesOfADetachedObjectAreAnError) {
  const auto u = session.query<User>().first();
  const auto a = session.query<Address>().first();
  session.expunge(u);
  session.expunge(a);
  recorder.clear();
  EXPECT_EQ(u->name(), "u1");
  const auto expect_detached = [](const auto& read, const char* attribute) {
    try {
      read();
      FAIL() << attribute << " was read";
    } catch (const orm::DetachedError& error) {
      EXPECT_THAT(error.what(), HasSubstr(attribute));
      EXPECT_THAT(error.what(), HasSubstr("joinedload"));
    }
  };
  expect_detached([&] { u->addresses().size(); }, "scenarios::User::addresses");
  expect_detached([&] { u->profile(); }, "scenarios::User::profile");
  expect_detached([&] { a->user(); }, "scenarios::Address::user");
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(Loading, Scenario112_ExpiredColumnsOfADetachedObjectAreAnError) {
  const auto u = session.query<User>().first();
  session.commit();
  session.expunge(u);
  recorder.clear();
  EXPECT_THROW(u->name(), orm::DetachedError);
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(Loading, Scenario113_RowsThatRepeatAnObjectGiveItOnce) {
  const auto users = session.query<User>().options(orm::joinedload(user_fields.addresses)).all();
  EXPECT_THAT(rows("SELECT count(*) FROM users LEFT JOIN addresses ON user_id = users.id"),
              ElementsAre("8"));
  EXPECT_EQ(users.size(), 4U);
  const auto again = session.query<User>().all();
  EXPECT_TRUE(std::is_permutation(users.begin(), users.end(), again.begin(), again.end()));
}

TEST_F(Loading, Scenario114_AQueryKeepsWhatIsLoaded) {
  const auto u = session.query<User>().first();
  session.close();
  orm::Session keeping(engine, {.expire_on_commit = false});
  const auto held = keeping.get_one<User>(1);
  keeping.commit();
  rows("UPDATE users SET name = 'changed' WHERE id = 1");
  EXPECT_TRUE(keeping.query<User>().first() == held);
  EXPECT_EQ(held->name(), "u1");
  keeping.refresh(held);
  EXPECT_EQ(held->name(), "changed");
}

TEST_F(Loading, Scenario115_JoinedLoadingKeepsALoadedCollection) {
  const auto u = session.query<User>().first();
  ASSERT_EQ(u->addresses().size(), 2U);
  const auto guard = session.no_autoflush();
  const auto fresh = address("new");
  u->addresses().append(fresh);
  session.query<User>().options(orm::joinedload(user_fields.addresses)).all();
  EXPECT_THAT(emails(u), ElementsAre("u1a", "u1b", "new"));
}

TEST_F(Loading, Scenario117_TwoJoinedCollectionsAreBothComplete) {
  const auto u = session.get_one<User>(1);
  for (const char* label : {"o1", "o2", "o3"}) make<Order>({.label = label})->set_user(u);
  session.commit();
  session.expunge_all();
  recorder.clear();
  const auto users =
      session.query<User>()
          .options(orm::joinedload(user_fields.addresses), orm::joinedload(user_fields.orders))
          .all();
  ASSERT_EQ(users.size(), 4U);
  EXPECT_THAT(emails(users[0]), ElementsAre("u1a", "u1b"));
  EXPECT_THAT(each(users[0]->orders(), &Order::label), ElementsAre("o1", "o2", "o3"));
  EXPECT_TRUE(users[1]->orders().empty());
  EXPECT_EQ(count_addresses(users), 8U);
  EXPECT_EQ(recorder.executions(), 1U);
}

}  // namespace scenarios
