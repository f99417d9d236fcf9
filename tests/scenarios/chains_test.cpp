// Scenarios 104 to 106 and 117 where joined and selectin steps are mixed.
#include "scenario.h"

namespace scenarios {

class Chains : public Scenarios {
 protected:
  // Two users, each with two orders of one item with one keyword, and an address.
  void SetUp() override {
    for (const char* name : {"u1", "u2"}) {
      const auto u = user(name);
      u->addresses().append(address((std::string(name) + "a").c_str()));
      for (const char* label : {"o1", "o2"}) {
        const auto order = make<Order>({.label = label, .user = u});
        const auto item = make<Item>({.label = std::string(label) + "i", .order = order});
        item->keywords().append(make<Keyword>({.word = std::string(name) + label}));
      }
      session.add(u);
    }
    session.commit();
    session.expunge_all();
    recorder.clear();
  }

  // Every keyword, by way of its user, order and item; nothing may be read for it.
  void expect_all_loaded(const std::vector<Ptr<User>>& users) {
    recorder.clear();
    std::vector<std::string> words;
    for (const auto& u : users) {
      for (const Order& order : u->orders()) {
        EXPECT_TRUE(order.user() == u);
        for (const Item& item : order.items()) {
          for (const Keyword& keyword : item.keywords()) words.push_back(keyword.word());
        }
      }
    }
    EXPECT_THAT(words, ElementsAre("u1o1", "u1o2", "u2o1", "u2o2"));
    EXPECT_EQ(recorder.executions(), 0U);
    recorder.clear();
  }
};

TEST_F(Chains, Scenario104_SelectinBehindJoined) {
  const auto users = session.query<User>()
                         .options(orm::joinedload(User::fields.orders)
                                      .selectinload(Order::fields.items)
                                      .joinedload(Item::fields.keywords))
                         .order_by(User::fields.id)
                         .all();
  ASSERT_EQ(recorder.executions(), 2U);
  EXPECT_THAT(recorder.statements()[1].sql,
              testing::AllOf(HasSubstr("FROM \"items\" LEFT OUTER JOIN \"item_keyword\""),
                             HasSubstr("WHERE \"items\".\"order_id\" IN (?)")));
  EXPECT_EQ(recorder.statements()[1].parameter_sets, 4U);
  expect_all_loaded(users);
}

TEST_F(Chains, Scenario104_JoinedBehindSelectin) {
  const auto users = session.query<User>()
                         .options(orm::selectinload(User::fields.orders)
                                      .joinedload(Order::fields.items)
                                      .selectinload(Item::fields.keywords))
                         .order_by(User::fields.id)
                         .all();
  EXPECT_THAT(executed(), ElementsAre("SELECT users", "SELECT orders", "SELECT item_keyword"));
  expect_all_loaded(users);
}

TEST_F(Chains, Scenario104_PathsThatBeginAlikeShareTheirStatements) {
  const auto users =
      session.query<User>()
          .options(orm::selectinload(User::fields.orders).selectinload(Order::fields.items),
                   orm::selectinload(User::fields.orders)
                       .selectinload(Order::fields.items)
                       .selectinload(Item::fields.keywords),
                   orm::joinedload(User::fields.addresses))
          .order_by(User::fields.id)
          .all();
  EXPECT_THAT(executed(),
              ElementsAre("SELECT users", "SELECT orders", "SELECT items", "SELECT item_keyword"));
  expect_all_loaded(users);
  EXPECT_THAT(emails(users[1]), ElementsAre("u2a"));
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(Chains, Scenario104_ALaterStepReachesWhatIsLoadedAlready) {
  const auto held = session.query<User>()
                        .options(orm::selectinload(User::fields.orders))
                        .order_by(User::fields.id)
                        .all();
  recorder.clear();
  const auto users = session.query<User>()
                         .options(orm::selectinload(User::fields.orders)
                                      .selectinload(Order::fields.items)
                                      .selectinload(Item::fields.keywords))
                         .order_by(User::fields.id)
                         .all();
  // The orders are there.
  EXPECT_THAT(executed(), ElementsAre("SELECT users", "SELECT items", "SELECT item_keyword"));
  expect_all_loaded(users);
}

TEST_F(Chains, Scenario104_JoinedParentsBehindACollection) {
  const auto keywords = session.query<Keyword>()
                            .options(orm::selectinload(Keyword::fields.items)
                                         .joinedload(Item::fields.order)
                                         .joinedload(Order::fields.user))
                            .order_by(Keyword::fields.id)
                            .all();
  ASSERT_EQ(recorder.executions(), 2U);
  ASSERT_EQ(keywords.size(), 4U);
  EXPECT_EQ(keywords[3]->items()[0].order()->user()->name(), "u2");
  EXPECT_EQ(recorder.executions(), 2U);
}

TEST_F(Chains, Scenario105_SelectinNeedsNoSubqueryForALimit) {
  const auto users = session.query<User>()
                         .options(orm::selectinload(User::fields.orders))
                         .order_by(User::fields.id)
                         .limit(1)
                         .offset(1)
                         .all();
  ASSERT_EQ(recorder.executions(), 2U);
  EXPECT_EQ(recorder.statements()[0].sql.find("(SELECT"), std::string::npos);
  ASSERT_EQ(users.size(), 1U);
  EXPECT_EQ(users[0]->name(), "u2");
  EXPECT_THAT(each(users[0]->orders(), &Order::label), ElementsAre("o1", "o2"));
  EXPECT_EQ(recorder.executions(), 2U);
}

TEST_F(Chains, Scenario105_ALimitAppliesBeforeWhatIsChained) {
  const auto users =
      session.query<User>()
          .options(orm::joinedload(User::fields.orders).selectinload(Order::fields.items))
          .order_by(User::fields.id)
          .limit(1)
          .all();
  ASSERT_EQ(recorder.executions(), 2U);
  EXPECT_THAT(recorder.statements()[0].sql, HasSubstr("FROM (SELECT"));
  EXPECT_EQ(recorder.statements()[1].parameter_sets, 2U);
  ASSERT_EQ(users.size(), 1U);
  EXPECT_EQ(users[0]->orders().size(), 2U);
}

TEST_F(Chains, Scenario106_AParentJoinedInAListOfKeys) {
  const auto items =
      session.query<Item>()
          .options(orm::selectinload(Item::fields.order).joinedload(Order::fields.user))
          .order_by(Item::fields.id)
          .limit(3)
          .all();
  ASSERT_EQ(recorder.executions(), 2U);
  EXPECT_EQ(recorder.statements()[1].parameter_sets, 3U);
  ASSERT_EQ(items.size(), 3U);
  EXPECT_EQ(items[2]->order()->user()->name(), "u2");
  EXPECT_EQ(recorder.executions(), 2U);
}

TEST_F(Chains, Scenario117_TwoCollectionsJoinedInAListOfKeys) {
  const auto orders =
      session.query<Order>()
          .options(orm::selectinload(Order::fields.user).joinedload(User::fields.addresses),
                   orm::selectinload(Order::fields.user).joinedload(User::fields.orders))
          .order_by(Order::fields.id)
          .all();
  ASSERT_EQ(recorder.executions(), 2U);
  ASSERT_EQ(orders.size(), 4U);
  const auto u = orders[3]->user();
  EXPECT_EQ(each(u->addresses(), &Address::email), std::vector<std::string>{"u2a"});
  EXPECT_EQ(u->orders().size(), 2U);
  EXPECT_EQ(recorder.executions(), 2U);
}

TEST_F(Chains, Scenario117_SelectinKeepsPairsApartBelowJoinedCollections) {
  // An item of two keywords, each with two items: every row of the join repeats a pair.
  const auto item = session.get_one<Item>(1);
  const auto keyword = session.get_one<Keyword>(2);
  item->keywords().append(keyword);
  session.commit();
  session.expunge_all();
  recorder.clear();
  const auto items =
      session.query<Item>()
          .options(orm::selectinload(Item::fields.keywords).joinedload(Keyword::fields.items))
          .order_by(Item::fields.id)
          .all();
  ASSERT_EQ(recorder.executions(), 2U);
  EXPECT_THAT(each(items[0]->keywords(), &Keyword::word), ElementsAre("u1o1", "u1o2"));
  EXPECT_THAT(each(items[1]->keywords(), &Keyword::word), ElementsAre("u1o2"));
  EXPECT_THAT(each(items[1]->keywords()[0].items(), &Item::label), ElementsAre("o1i", "o2i"));
  EXPECT_EQ(recorder.executions(), 2U);
}

}  // namespace scenarios
