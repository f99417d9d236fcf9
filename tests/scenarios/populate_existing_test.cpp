// Scenario 114: rows that overwrite what the session has, where a query says so.
#include "scenario.h"

namespace scenarios {

class PopulateExisting : public Scenarios {
 protected:
  // A commit ends the transaction, so that the session sees the rows of others, and its objects
  // stay as they are.
  PopulateExisting() { session = orm::Session(engine, {.expire_on_commit = false}); }

  // Two users with two addresses each, which are loaded.
  void SetUp() override {
    for (const char* name : {"u1", "u2"}) {
      const auto u = user(name);
      u->addresses().append(address((std::string(name) + "a").c_str()));
      u->addresses().append(address((std::string(name) + "b").c_str()));
      session.add(u);
    }
    session.commit();
    session.expunge_all();
    held = users().options(orm::selectinload(User::fields.addresses)).all();
    recorder.clear();
  }

  // What another connection does.
  void others(const std::string& script) {
    session.commit();
    orm_test::execute(file(), script);
    recorder.clear();
  }

  orm::Query<User> users() { return session.query<User>().order_by(User::fields.id); }

  std::vector<Ptr<User>> held;
};

TEST_F(PopulateExisting, Scenario114_RowsOverwriteWhatIsLoaded) {
  others("UPDATE users SET name = 'changed' WHERE id = 1");
  EXPECT_TRUE(users().first() == held[0]);
  EXPECT_EQ(held[0]->name(), "u1");
  EXPECT_TRUE(users().populate_existing().first() == held[0]);
  EXPECT_EQ(held[0]->name(), "changed");
  EXPECT_EQ(held[1]->name(), "u2");
  EXPECT_EQ(recorder.executions(), 2U);
}

TEST_F(PopulateExisting, Scenario114_ChangesAreFlushedFirst) {
  held[0]->set_name("mine");
  users().populate_existing().all();
  EXPECT_EQ(held[0]->name(), "mine");
  EXPECT_THAT(executed(), ElementsAre("UPDATE users SET name x1", "SELECT users"));
}

TEST_F(PopulateExisting, Scenario114_ChangesThatAreNotFlushedAreLost) {
  const auto guard = session.no_autoflush();
  held[0]->set_name("mine");
  held[1]->set_name("mine, too");
  users().limit(1).populate_existing().all();
  EXPECT_EQ(held[0]->name(), "u1");
  EXPECT_EQ(held[1]->name(), "mine, too");
  EXPECT_FALSE(session.dirty().contains(held[0]));
  EXPECT_TRUE(session.dirty().contains(held[1]));
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM users ORDER BY id"), ElementsAre("u1", "mine, too"));
}

TEST_F(PopulateExisting, Scenario114_AJoinedCollectionIsReplaced) {
  others(
      "DELETE FROM addresses WHERE email = 'u1a';"
      "UPDATE addresses SET email = 'changed' WHERE email = 'u1b';"
      "INSERT INTO addresses (email, user_id) VALUES ('other', 1)");
  users().options(orm::joinedload(User::fields.addresses)).all();
  EXPECT_THAT(emails(held[0]), ElementsAre("u1a", "u1b"));
  users().options(orm::joinedload(User::fields.addresses)).populate_existing().all();
  recorder.clear();
  EXPECT_THAT(emails(held[0]), ElementsAre("changed", "other"));
  EXPECT_THAT(emails(held[1]), ElementsAre("u2a", "u2b"));
  for (const Address& a : held[0]->addresses()) EXPECT_TRUE(a.user() == held[0]);
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(PopulateExisting, Scenario114_SoIsACollectionOfSelectin) {
  others(
      "UPDATE addresses SET user_id = 2 WHERE email = 'u1a';"
      "UPDATE addresses SET email = 'changed' WHERE email = 'u1b'");
  users().options(orm::selectinload(User::fields.addresses)).populate_existing().all();
  EXPECT_THAT(executed(), ElementsAre("SELECT users", "SELECT addresses"));
  EXPECT_THAT(emails(held[0]), ElementsAre("changed"));
  EXPECT_THAT(emails(held[1]), ElementsAre("u1a", "u2a", "u2b"));
  EXPECT_TRUE(held[1]->addresses()[0].user() == held[1]);
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(PopulateExisting, Scenario114_AChangeOfTheCollectionIsLost) {
  const auto guard = session.no_autoflush();
  held[0]->addresses().append(address("new"));
  const Ptr<Address> second = held[0]->addresses()[1];
  held[0]->addresses().remove(second);
  users().options(orm::selectinload(User::fields.addresses)).populate_existing().all();
  EXPECT_THAT(emails(held[0]), ElementsAre("u1a", "u1b"));
  EXPECT_EQ(second->user_id(), 1);
  EXPECT_TRUE(session.dirty().empty());
}

TEST_F(PopulateExisting, Scenario114_PairsThatAreNotFlushedAreLost) {
  const auto red = make<Keyword>({.word = "red"});
  const auto blue = make<Keyword>({.word = "blue"});
  const auto item = make<Item>({.label = "i", .keywords = {red}});
  store(item, blue);
  const auto guard = session.no_autoflush();
  item->keywords().remove(red);
  item->keywords().append(blue);
  session.query<Item>()
      .options(orm::selectinload(Item::fields.keywords).selectinload(Keyword::fields.items))
      .populate_existing()
      .all();
  EXPECT_THAT(each(item->keywords(), &Keyword::word), ElementsAre("red"));
  EXPECT_EQ(red->items().size(), 1U);
}

TEST_F(PopulateExisting, Scenario114_ParentsAreReadAgain) {
  others("UPDATE users SET name = 'changed' WHERE id = 1");
  const auto addresses = session.query<Address>().order_by(Address::fields.id);
  addresses.options(orm::selectinload(Address::fields.user)).all();
  EXPECT_EQ(held[0]->name(), "u1");
  recorder.clear();
  addresses.options(orm::selectinload(Address::fields.user)).populate_existing().all();
  EXPECT_THAT(executed(), ElementsAre("SELECT addresses", "SELECT users"));
  EXPECT_EQ(held[0]->name(), "changed");
  others("UPDATE users SET name = 'again' WHERE id = 1");
  addresses.options(orm::joinedload(Address::fields.user)).populate_existing().all();
  EXPECT_EQ(held[0]->name(), "again");
  EXPECT_THAT(executed(), ElementsAre("SELECT addresses"));
}

TEST_F(PopulateExisting, Scenario114_WhatIsNotLoadedWithTheQueryIsForgotten) {
  others("DELETE FROM addresses WHERE email = 'u1a'");
  users().populate_existing().all();
  EXPECT_FALSE(orm::is_loaded(*held[0], User::fields.addresses));
  EXPECT_THAT(emails(held[0]), ElementsAre("u1b"));
}

TEST_F(PopulateExisting, Scenario114_OtherObjectsStayAsTheyAre) {
  others("UPDATE users SET name = 'changed'");
  users().filter(User::fields.id == 2).populate_existing().all();
  EXPECT_EQ(held[0]->name(), "u1");
  EXPECT_EQ(held[1]->name(), "changed");
  EXPECT_TRUE(orm::is_loaded(*held[0], User::fields.addresses));
}

TEST_F(PopulateExisting, Scenario114_AnObjectThatComesTwiceIsOverwrittenOnce) {
  const auto root = make<Node>({.name = "root"});
  for (const char* name : {"a", "b"}) root->children().append(make<Node>({.name = name}));
  store(root);
  others("UPDATE nodes SET name = name || '!'");
  const auto query = session.query<Node>().order_by(Node::fields.id).populate_existing();
  for (const auto& nodes :
       {query.options(orm::joinedload(Node::fields.parent), orm::joinedload(Node::fields.children))
            .all(),
        query
            .options(orm::selectinload(Node::fields.parent),
                     orm::selectinload(Node::fields.children))
            .all()}) {
    recorder.clear();
    ASSERT_EQ(nodes.size(), 3U);
    EXPECT_EQ(root->name(), "root!");
    EXPECT_THAT(each(root->children(), &Node::name), ElementsAre("a!", "b!"));
    EXPECT_TRUE(nodes[1]->parent() == root);
    EXPECT_TRUE(nodes[2]->parent() == root);
    EXPECT_TRUE(nodes[2]->children().empty());
    EXPECT_EQ(recorder.executions(), 0U);
  }
}

TEST_F(PopulateExisting, Scenario114_StreamsOverwriteToo) {
  others("UPDATE users SET name = name || '!'; UPDATE addresses SET email = email || '!'");
  int count = 0;
  for (User& u :
       users().options(orm::selectinload(User::fields.addresses)).populate_existing().stream(1)) {
    EXPECT_TRUE(held[static_cast<std::size_t>(count++)] == Ptr<User>(u));
  }
  recorder.clear();
  EXPECT_EQ(held[0]->name(), "u1!");
  EXPECT_THAT(emails(held[1]), ElementsAre("u2a!", "u2b!"));
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(PopulateExisting, Scenario114_ARemovedObjectIsStillRemoved) {
  const auto guard = session.no_autoflush();
  session.remove(session.get_one<Address>(1));
  session.query<Address>().populate_existing().all();
  EXPECT_EQ(session.deleted().size(), 1U);
  session.commit();
  EXPECT_THAT(rows("SELECT count(*) FROM addresses"), ElementsAre("3"));
}

TEST_F(PopulateExisting, Scenario114_NewObjectsComeAsEver) {
  session.expunge_all();
  const auto found =
      users().options(orm::joinedload(User::fields.addresses)).populate_existing().all();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_THAT(emails(found[1]), ElementsAre("u2a", "u2b"));
  EXPECT_EQ(recorder.executions(), 1U);
}

}  // namespace scenarios
