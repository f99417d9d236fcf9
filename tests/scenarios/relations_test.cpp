// Questions about what relationships lead to: scenario 136.
#include "joins.h"
#include "orm/error.h"

namespace scenarios {
namespace {

TEST_F(ManyToManyJoins, Scenario136_AnyOfManyToMany) {
  const auto items =
      session.query<Item>().filter(orm::any(by_item.keywords, Keyword::fields.word == "red")).all();
  EXPECT_EQ(sql(),
            "SELECT items.id, items.label, items.order_id FROM items WHERE EXISTS (SELECT 1 FROM "
            "item_keyword AS item_keyword_1 JOIN keywords ON keywords.id = "
            "item_keyword_1.keyword_id WHERE item_keyword_1.item_id = items.id AND keywords.word "
            "= ?)");
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0]->label(), "ball");
}

TEST_F(Joins, Scenario136_AnyAndHas) {
  EXPECT_THAT(names(users().filter(orm::any(by_user.addresses, by_address.email == "a2"))),
              ElementsAre("ann"));
  EXPECT_EQ(sql(), user_columns +
                       " WHERE EXISTS (SELECT 1 FROM addresses WHERE addresses.user_id "
                       "= users.id AND addresses.email = ?) ORDER BY users.id");
  EXPECT_THAT(names(users().filter(!orm::any(by_user.addresses))), ElementsAre("cid"));
  EXPECT_EQ(sql(), user_columns +
                       " WHERE NOT EXISTS (SELECT 1 FROM addresses WHERE "
                       "addresses.user_id = users.id) ORDER BY users.id");
  const auto of_bob =
      session.query<Address>().filter(orm::has(by_address.user, by_user.name == "bob")).one();
  EXPECT_EQ(sql(),
            "SELECT addresses.id, addresses.email, addresses.user_id FROM addresses WHERE EXISTS "
            "(SELECT 1 FROM users WHERE users.id = addresses.user_id AND users.name = ?) LIMIT ?");
  EXPECT_EQ(of_bob->email(), "b1");
}

TEST_F(Trees, Scenario136_AnyOfItsOwnEntity) {
  const auto found =
      session.query<Node>().filter(orm::any(by_node.children, by_node.name == "leaf")).one();
  EXPECT_EQ(found->name(), "left");
  std::string sql = recorder.statements().back().sql;
  std::erase(sql, '"');
  EXPECT_THAT(sql, HasSubstr("WHERE EXISTS (SELECT 1 FROM nodes AS nodes_1 WHERE "
                             "nodes_1.parent_id = nodes.id AND nodes_1.name = ?)"));
  const auto above =
      session.query<Node>()
          .filter(orm::any(by_node.children, orm::any(by_node.children, by_node.name == "leaf")))
          .one();
  EXPECT_EQ(above->name(), "root");
}

TEST_F(Joins, Scenario136_ARelationshipIsComparedWithAnObject) {
  const auto ann = users().first();
  const auto emails_where = [&](const orm::Expr<bool>& condition) {
    std::vector<std::string> found;
    for (const auto& each : session.query<Address>().filter(condition).all()) {
      found.push_back(each->email());
    }
    return found;
  };
  const std::string columns =
      "SELECT addresses.id, addresses.email, addresses.user_id FROM addresses WHERE ";
  store(address("lost"));
  EXPECT_THAT(emails_where(by_address.user == ann), ElementsAre("a1", "a2"));
  EXPECT_EQ(sql(), columns + "addresses.user_id = ?");
  EXPECT_THAT(emails_where(by_address.user == *ann), ElementsAre("a1", "a2"));
  EXPECT_THAT(emails_where(by_address.user != ann), ElementsAre("b1", "lost"));
  EXPECT_EQ(sql(), columns + "NOT addresses.user_id = ? OR addresses.user_id IS NULL");
  EXPECT_THAT(emails_where(by_address.user == nullptr), ElementsAre("lost"));
  EXPECT_EQ(sql(), columns + "addresses.user_id IS NULL");
  EXPECT_EQ(emails_where(by_address.user != nullptr).size(), 3U);
  EXPECT_THAT(emails_where(orm::with_parent(ann, by_user.addresses)), ElementsAre("a1", "a2"));
  EXPECT_EQ(sql(), columns + "addresses.user_id = ?");
  const auto first = session.query<Address>().order_by(by_address.id).first();
  EXPECT_THAT(names(users().filter(orm::with_parent(first, by_address.user))), ElementsAre("ann"));
  EXPECT_EQ(sql(), user_columns + " WHERE users.id = ? ORDER BY users.id");
  EXPECT_THAT(names(users().filter(orm::contains(by_user.addresses, first))), ElementsAre("ann"));
  EXPECT_EQ(sql(), user_columns + " WHERE users.id = ? ORDER BY users.id");
  EXPECT_THAT([&] { (void)(by_address.user == user("new")); },
              testing::ThrowsMessage<orm::KeyNotKnown>(
                  "scenarios::User::id is not known yet, which a condition on this object takes; "
                  "flush the session first"));
}

TEST_F(Joins, Scenario136_AOneToOneIsCompared) {
  auto ann = users().first();
  ann->set_profile(make<Profile>({.bio = "x"}));
  session.commit();
  const auto profile = ann->profile();
  EXPECT_THAT(names(users().filter(by_user.profile == profile)), ElementsAre("ann"));
  EXPECT_THAT(names(users().filter(by_user.profile != profile)), ElementsAre("bob", "cid"));
  EXPECT_THAT(names(users().filter(by_user.profile == nullptr)), ElementsAre("bob", "cid"));
  EXPECT_THAT(names(users().filter(by_user.profile != nullptr)), ElementsAre("ann"));
}

TEST_F(ManyToManyJoins, Scenario136_PairsAreLookedFor) {
  const auto red = session.query<Keyword>().filter(Keyword::fields.word == "red").one();
  EXPECT_EQ(session.query<Item>().filter(orm::contains(by_item.keywords, red)).one()->label(),
            "ball");
  EXPECT_EQ(sql(),
            "SELECT items.id, items.label, items.order_id FROM items WHERE EXISTS (SELECT 1 FROM "
            "item_keyword AS item_keyword_1 JOIN keywords ON keywords.id = "
            "item_keyword_1.keyword_id WHERE item_keyword_1.item_id = items.id AND keywords.id = "
            "?) LIMIT ?");
  const auto items =
      session.query<Item>().filter(orm::with_parent(red, Keyword::fields.items)).all();
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0]->label(), "ball");
}

}  // namespace
}  // namespace scenarios
