// Scenarios 103 to 105, 108, 115 and 116 by IN queries: one statement for 500 keys.
#include <map>

#include "scenario.h"

namespace scenarios {

class Selectin : public Scenarios {
 protected:
  // Users `u0`, `u1`, ... with as many addresses each.
  void store_users(int users, int addresses) {
    for (int i = 0; i < users; ++i) {
      const std::string name = "u" + std::to_string(i);
      const auto u = user(name.c_str());
      for (int j = 0; j < addresses; ++j) {
        u->addresses().append(address((name + "." + std::to_string(j)).c_str()));
      }
      session.add(u);
    }
    forget();
  }

  // Commits, and starts as a new session would.
  void forget() {
    session.commit();
    session.expunge_all();
    recorder.clear();
  }

  std::vector<Ptr<User>> users_with_addresses() {
    return session.query<User>()
        .options(orm::selectinload(User::fields.addresses))
        .order_by(User::fields.id)
        .all();
  }
};

TEST_F(Selectin, Scenario103_SelectinTakesTwoStatements) {
  store_users(4, 2);
  const auto users = users_with_addresses();
  EXPECT_THAT(executed(), ElementsAre("SELECT users", "SELECT addresses"));
  ASSERT_EQ(users.size(), 4U);
  EXPECT_THAT(emails(users[0]), ElementsAre("u0.0", "u0.1"));
  EXPECT_THAT(emails(users[3]), ElementsAre("u3.0", "u3.1"));
  for (const auto& u : users) {
    for (const Address& a : u->addresses()) EXPECT_TRUE(a.user() == u);
  }
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_THAT(rows("SELECT count(*) FROM addresses"), ElementsAre("8"));
}

TEST_F(Selectin, Scenario103_ManyToOneSelectinAsksForEachParentOnce) {
  store_users(2, 3);
  const auto addresses =
      session.query<Address>().options(orm::selectinload(Address::fields.user)).all();
  ASSERT_EQ(recorder.executions(), 2U);
  EXPECT_EQ(recorder.statements()[1].sql,
            R"(SELECT "users"."id", "users"."name" FROM "users" WHERE "users"."id" IN (?))");
  EXPECT_EQ(recorder.statements()[1].parameter_sets, 2U);
  recorder.clear();
  ASSERT_EQ(addresses.size(), 6U);
  for (const auto& a : addresses) {
    EXPECT_EQ(a->user()->name(), a->email().substr(0, 2));
  }
  EXPECT_EQ(recorder.executions(), 0U);
}

// D6: the reference asks again.
TEST_F(Selectin, Scenario103_ManyToOneSelectinSkipsParentsInTheSession) {
  store_users(2, 3);
  const auto users = session.query<User>().all();
  recorder.clear();
  const auto addresses =
      session.query<Address>().options(orm::selectinload(Address::fields.user)).all();
  EXPECT_THAT(executed(), ElementsAre("SELECT addresses"));
  EXPECT_TRUE(addresses[5]->user() == users[1]);
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(Selectin, Scenario103_ExpiredParentsAreReadTogether) {
  store_users(3, 1);
  const auto users = session.query<User>().all();
  session.expire_all();
  recorder.clear();
  const auto addresses =
      session.query<Address>().options(orm::selectinload(Address::fields.user)).all();
  for (const auto& a : addresses) EXPECT_EQ(a->user()->name(), a->email().substr(0, 2));
  EXPECT_THAT(executed(), ElementsAre("SELECT addresses", "SELECT users"));
}

TEST_F(Selectin, Scenario103_AParentThatIsNotThereIsNull) {
  rows("INSERT INTO addresses (id, email, user_id) VALUES (1, 'dangling', 77), (2, 'none', NULL)");
  const auto addresses =
      session.query<Address>().options(orm::selectinload(Address::fields.user)).all();
  EXPECT_THAT(executed(), ElementsAre("SELECT addresses", "SELECT users"));
  ASSERT_EQ(addresses.size(), 2U);
  EXPECT_TRUE(addresses[0]->user() == nullptr);
  EXPECT_TRUE(addresses[1]->user() == nullptr);
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(Selectin, Scenario103_OneToOneFromBothSides) {
  for (const char* name : {"a", "b"}) {
    session.add(make<User>({.name = name, .profile = make<Profile>({.bio = name})}));
  }
  session.add(user("without"));
  forget();
  const auto users = session.query<User>().options(orm::selectinload(User::fields.profile)).all();
  EXPECT_THAT(executed(), ElementsAre("SELECT users", "SELECT profiles"));
  EXPECT_EQ(users[0]->profile()->bio(), "a");
  EXPECT_EQ(users[1]->profile()->bio(), "b");
  EXPECT_TRUE(users[2]->profile() == nullptr);
  EXPECT_TRUE(users[1]->profile()->user() == users[1]);
  EXPECT_EQ(recorder.executions(), 0U);

  session.expunge_all();
  const auto profiles =
      session.query<Profile>().options(orm::selectinload(Profile::fields.user)).all();
  EXPECT_EQ(profiles[1]->user()->name(), "b");
  EXPECT_THAT(executed(), ElementsAre("SELECT profiles", "SELECT users"));
}

TEST_F(Selectin, Scenario103_ManyToManyFromBothSides) {
  const auto red = make<Keyword>({.word = "red"});
  const auto blue = make<Keyword>({.word = "blue"});
  const auto shirt = make<Item>({.label = "shirt"});
  const auto shoe = make<Item>({.label = "shoe"});
  shirt->keywords().append(blue);
  shirt->keywords().append(red);
  shoe->keywords().append(red);
  session.add_all(red, blue, shirt, shoe, make<Item>({.label = "sock"}));
  forget();
  const auto items = session.query<Item>().options(orm::selectinload(Item::fields.keywords)).all();
  ASSERT_EQ(recorder.executions(), 2U);
  EXPECT_EQ(recorder.statements()[1].sql,
            R"(SELECT "keywords"."id", "keywords"."word", "item_keyword"."item_id" )"
            R"(FROM "item_keyword" JOIN "keywords" )"
            R"(ON "keywords"."id" = "item_keyword"."keyword_id" )"
            R"(WHERE "item_keyword"."item_id" IN (?) ORDER BY "keywords"."id")");
  std::map<std::string, std::vector<std::string>> words;
  for (const auto& item : items) words[item->label()] = each(item->keywords(), &Keyword::word);
  EXPECT_THAT(words["shirt"], ElementsAre("red", "blue"));
  EXPECT_THAT(words["shoe"], ElementsAre("red"));
  EXPECT_THAT(words["sock"], IsEmpty());
  EXPECT_EQ(recorder.executions(), 2U);

  session.expunge_all();
  recorder.clear();
  const auto keywords = session.query<Keyword>()
                            .options(orm::selectinload(Keyword::fields.items))
                            .order_by(Keyword::fields.word)
                            .all();
  EXPECT_THAT(each(keywords[1]->items(), &Item::label), ElementsAre("shirt", "shoe"));
  EXPECT_EQ(recorder.executions(), 2U);
}

TEST_F(Selectin, Scenario104_FourLevelsTakeFourStatements) {
  for (const char* name : {"u1", "u2"}) {
    const auto u = user(name);
    for (const char* label : {"o1", "o2"}) {
      const auto order = make<Order>({.label = label, .user = u});
      const auto item = make<Item>({.label = "i", .order = order});
      item->keywords().append(make<Keyword>({.word = std::string(name) + label}));
    }
    session.add(u);
  }
  forget();
  const auto users = session.query<User>()
                         .options(orm::selectinload(User::fields.orders)
                                      .selectinload(Order::fields.items)
                                      .selectinload(Item::fields.keywords))
                         .all();
  EXPECT_THAT(executed(),
              ElementsAre("SELECT users", "SELECT orders", "SELECT items", "SELECT item_keyword"));
  std::vector<std::string> walk;
  for (const auto& u : users) {
    for (const Order& order : u->orders()) {
      EXPECT_TRUE(order.user() == u);
      for (const Item& item : order.items()) {
        EXPECT_TRUE(item.order() == Ptr<const Order>(order));
        for (const Keyword& keyword : item.keywords()) walk.push_back(keyword.word());
      }
    }
  }
  EXPECT_THAT(walk, ElementsAre("u1o1", "u1o2", "u2o1", "u2o2"));
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(Selectin, Scenario108_ChunksOfFiveHundredKeys) {
  store_users(1201, 1);
  const auto users = users_with_addresses();
  ASSERT_EQ(recorder.executions(), 4U);
  EXPECT_EQ(recorder.statements()[1].parameter_sets, 500U);
  EXPECT_EQ(recorder.statements()[2].parameter_sets, 500U);
  EXPECT_EQ(recorder.statements()[3].parameter_sets, 201U);
  // One for the users, one for 500 keys, one for up to 256.
  EXPECT_EQ(recorder.prepares(), 3U);
  ASSERT_EQ(users.size(), 1201U);
  for (std::size_t i = 0; i < users.size(); ++i) {
    EXPECT_THAT(emails(users[i]), ElementsAre("u" + std::to_string(i) + ".0"));
  }
  EXPECT_EQ(recorder.executions(), 4U);

  // The statement for 256 keys serves any number from 129 on.
  session.expunge_all();
  recorder.clear();
  const auto some = session.query<User>()
                        .options(orm::selectinload(User::fields.addresses))
                        .order_by(User::fields.id)
                        .limit(130)
                        .all();
  EXPECT_EQ(some.size(), 130U);
  EXPECT_EQ(recorder.executions(), 2U);
  EXPECT_EQ(recorder.prepares(), 1U);
}

TEST_F(Selectin, Scenario108_NoParentsTakeOneStatement) {
  EXPECT_TRUE(users_with_addresses().empty());
  EXPECT_THAT(executed(), ElementsAre("SELECT users"));
}

TEST_F(Selectin, Scenario108_AThousandParentsByEachStrategy) {
  store_users(1000, 1);
  const auto statements_of = [this](const auto&... options) {
    session.expunge_all();
    recorder.clear();
    for (const auto& u : session.query<User>().options(options...).all()) {
      EXPECT_EQ(u->addresses().size(), 1U);
    }
    return recorder.executions();
  };
  EXPECT_EQ(statements_of(), 1001U);
  EXPECT_EQ(statements_of(orm::selectinload(User::fields.addresses)), 3U);
  EXPECT_EQ(statements_of(orm::joinedload(User::fields.addresses)), 1U);
}

TEST_F(Selectin, Scenario115_SelectinKeepsALoadedCollection) {
  store_users(2, 2);
  const auto u = session.get_one<User>(1);
  ASSERT_EQ(u->addresses().size(), 2U);
  const auto guard = session.no_autoflush();
  u->addresses().append(address("new"));
  recorder.clear();
  const auto users = users_with_addresses();
  EXPECT_THAT(emails(u), ElementsAre("u0.0", "u0.1", "new"));
  EXPECT_THAT(emails(users[1]), ElementsAre("u1.0", "u1.1"));
  // Of the first user, whose addresses are loaded, nothing is asked.
  ASSERT_EQ(recorder.executions(), 2U);
  EXPECT_EQ(recorder.statements()[1].parameter_sets, 1U);
}

TEST_F(Selectin, Scenario115_WhatMemoryHasLinkedSinceWins) {
  store_users(3, 2);
  const auto guard = session.no_autoflush();
  const auto moved = session.get_one<Address>(1);
  const auto removed = session.get_one<Address>(3);
  const auto second = session.get_one<User>(2);
  moved->set_user(second);
  removed->set_user(nullptr);
  address("fresh")->set_user(second);
  const auto users = users_with_addresses();
  EXPECT_THAT(emails(users[0]), ElementsAre("u0.1"));
  EXPECT_THAT(emails(users[1]), ElementsAre("u1.1", "u0.0", "fresh"));
  EXPECT_THAT(emails(users[2]), ElementsAre("u2.0", "u2.1"));
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("u0.0|u1", "u0.1|u0", "u1.0|NULL", "u1.1|u1", "u2.0|u2",
                                          "u2.1|u2", "fresh|u1"));
}

TEST_F(Selectin, Scenario115_PairsRemovedSinceStayOut) {
  const auto item = make<Item>({.label = "i"});
  const auto keyword = make<Keyword>({.word = "k"});
  const auto other = make<Keyword>({.word = "other"});
  item->keywords().append(keyword);
  item->keywords().append(other);
  session.add(item);
  forget();
  const auto guard = session.no_autoflush();
  const auto found = session.get_one<Keyword>(1);
  found->items().clear();
  const auto items = session.query<Item>().options(orm::selectinload(Item::fields.keywords)).all();
  EXPECT_THAT(each(items[0]->keywords(), &Keyword::word), ElementsAre("other"));
  session.commit();
  EXPECT_THAT(rows("SELECT keyword_id FROM item_keyword"), ElementsAre("2"));
}

TEST_F(Selectin, Scenario115_MembersThatHaveExpiredAreReadTogether) {
  store_users(1, 3);
  const auto u = session.get_one<User>(1);
  for (const Address& a : u->addresses()) session.expire(Ptr<Address>(const_cast<Address&>(a)));
  recorder.clear();
  users_with_addresses();
  EXPECT_THAT(emails(u), ElementsAre("u0.0", "u0.1", "u0.2"));
  EXPECT_EQ(recorder.executions(), 2U);
}

TEST_F(Selectin, Scenario116_ATreeLoadsByLevels) {
  const auto root = make<Node>({.name = "root"});
  for (const char* name : {"a", "b"}) {
    const auto child = make<Node>({.name = name, .parent = root});
    make<Node>({.name = std::string(name) + "1"})->set_parent(child);
  }
  session.add(root);
  forget();
  const auto roots = session.query<Node>()
                         .filter(is_null(Node::fields.parent_id))
                         .options(orm::selectinload(Node::fields.children)
                                      .selectinload(Node::fields.children)
                                      .selectinload(Node::fields.children))
                         .all();
  EXPECT_EQ(recorder.executions(), 4U);
  std::vector<std::string> names;
  for (const Node& child : roots[0]->children()) {
    EXPECT_TRUE(child.parent() == roots[0]);
    for (const Node& leaf : child.children()) {
      names.push_back(child.name() + "/" + leaf.name());
      EXPECT_TRUE(leaf.children().empty());
    }
  }
  EXPECT_THAT(names, ElementsAre("a/a1", "b/b1"));
  EXPECT_EQ(recorder.executions(), 4U);

  session.expunge_all();
  recorder.clear();
  const auto leaf =
      session.query<Node>()
          .filter(Node::fields.name == "b1")
          .options(orm::selectinload(Node::fields.parent).selectinload(Node::fields.parent))
          .one();
  EXPECT_EQ(leaf->parent()->parent()->name(), "root");
  EXPECT_EQ(recorder.executions(), 3U);
}

}  // namespace scenarios
