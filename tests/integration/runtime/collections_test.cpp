// Collections that change while a program walks over them.
#include "scenario.h"

namespace scenarios {

class Collections : public Scenarios {
 protected:
  void SetUp() override {
    for (const char* email : {"a", "b", "c", "d"}) u->addresses().append(address(email));
    store(u, other);
    session.expunge_all();
    u = session.get_one<User>(1);
    other = session.get_one<User>(2);
  }

  // The loop's body gets each address once, whatever it does.
  template <class Body>
  std::vector<std::string> walk(Body body) {
    std::vector<std::string> seen;
    for (Address& a : u->addresses()) {
      seen.push_back(a.email());
      body(a);
      seen.back() += a.email();
    }
    return seen;
  }

  Ptr<User> u = user("u");
  Ptr<User> other = user("other");
};

TEST_F(Collections, MembersMayBeRemovedInALoop) {
  EXPECT_THAT(walk([this](Address& a) { u->addresses().remove(a); }),
              ElementsAre("aa", "bb", "cc", "dd"));
  EXPECT_TRUE(u->addresses().empty());
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a|NULL", "b|NULL", "c|NULL", "d|NULL"));
}

TEST_F(Collections, MembersMayBeMovedInALoop) {
  EXPECT_THAT(walk([this](Address& a) { a.set_user(other); }), ElementsAre("aa", "bb", "cc", "dd"));
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("a|other", "b|other", "c|other", "d|other"));
}

TEST_F(Collections, MembersMayBeAppendedInALoop) {
  EXPECT_THAT(walk([this](Address&) { u->addresses().append(address("new")); }),
              ElementsAre("aa", "bb", "cc", "dd"));
  EXPECT_EQ(u->addresses().size(), 8U);
}

TEST_F(Collections, MembersMayBeDeletedAndFlushedInALoop) {
  EXPECT_THAT(walk([this](Address& a) {
                session.remove(Ptr<Address>(a));
                session.flush();
              }),
              ElementsAre("aa", "bb", "cc", "dd"));
  EXPECT_TRUE(u->addresses().empty());
  session.commit();
  EXPECT_THAT(address_rows(), IsEmpty());
}

TEST_F(Collections, QueriesMayFlushInALoop) {
  EXPECT_THAT(walk([this](Address& a) {
                a.set_email(a.email() + "!");
                session.remove(Ptr<Address>(u->addresses()[0]));
                session.query<Address>().all();
              }),
              ElementsAre("aa!", "bb!", "cc!", "dd!"));
}

TEST_F(Collections, AListMayBeClearedAssignedOrExpiredInALoop) {
  EXPECT_THAT(walk([this](Address&) { u->addresses().clear(); }),
              ElementsAre("aa", "bb", "cc", "dd"));
  session.rollback();
  EXPECT_THAT(walk([this](Address& a) { u->addresses().assign({Ptr<Address>(a)}); }),
              ElementsAre("aa", "bb", "cc", "dd"));
  session.rollback();
  EXPECT_THAT(walk([this](Address&) { session.expire_all(); }),
              ElementsAre("aa", "bb", "cc", "dd"));
  EXPECT_THAT(walk([this](Address&) { session.rollback(); }), ElementsAre("aa", "bb", "cc", "dd"));
  EXPECT_THAT(walk([this](Address&) { session.commit(); }), ElementsAre("aa", "bb", "cc", "dd"));
}

TEST_F(Collections, TransientMembersThatALoopRemovesLiveUntilItEnds) {
  auto fresh = make<User>({.name = "fresh", .addresses = {address("x"), address("y")}});
  std::vector<std::string> seen;
  for (Address& a : fresh->addresses()) {
    fresh->addresses().clear();
    seen.push_back(a.email());
  }
  EXPECT_THAT(seen, ElementsAre("x", "y"));
}

TEST_F(Collections, ALoopMayDropTheLastHandleOfTheOwner) {
  auto fresh = make<User>({.name = "fresh", .addresses = {address("x"), address("y")}});
  std::vector<std::string> seen;
  for (Address& a : fresh->addresses()) {
    fresh = nullptr;
    seen.push_back(a.email());
  }
  EXPECT_THAT(seen, ElementsAre("x", "y"));
}

TEST_F(Collections, ALoopMayCloseTheSession) {
  std::vector<std::string> seen;
  for (Address& a : u->addresses()) {
    session.close();
    seen.push_back(a.email());
  }
  EXPECT_THAT(seen, ElementsAre("a", "b", "c", "d"));
}

TEST_F(Collections, NestedLoopsEachSeeTheirOwnStart) {
  std::vector<std::string> seen;
  for (Address& outer : u->addresses()) {
    for (Address& inner : u->addresses()) {
      seen.push_back(outer.email() + inner.email());
      u->addresses().remove(inner);
    }
    if (u->addresses().empty()) u->addresses().append(outer);
  }
  EXPECT_THAT(seen, ElementsAre("aa", "ab", "ac", "ad", "ba", "cb", "dc"));
}

TEST_F(Collections, AnIteratorKeptOverAChangeStillPointsToItsMember) {
  const auto addresses = u->addresses();
  auto it = addresses.begin();
  const auto end = addresses.end();
  ++it;
  addresses.begin();
  u->addresses().clear();
  EXPECT_EQ(it->email(), "b");
  std::vector<std::string> rest;
  for (; it != end; it++) rest.push_back((*it).email());
  EXPECT_THAT(rest, ElementsAre("b", "c", "d"));
}

TEST_F(Collections, AnIteratorOutlivesItsSession) {
  auto it = u->addresses().begin();
  auto copy = it;
  u = nullptr;
  other = nullptr;
  session.close();
  EXPECT_EQ(it->email(), "a");
  it = copy;
  EXPECT_EQ((++it)->email(), "b");
}

TEST_F(Collections, ADeepWalkMayFlushAtEachLevel) {
  const auto order = make<Order>({.label = "o", .user = u});
  make<Item>({.label = "i", .order = order});
  session.commit();
  for (User& each_user : std::vector<std::reference_wrapper<User>>{*u, *other}) {
    for (Order& each_order : each_user.orders()) {
      for (Item& item : each_order.items()) {
        item.set_label(item.label() + "!");
        session.flush();
        each_order.set_label(each_order.label() + "!");
        each_user.set_name("changed");
      }
    }
  }
  session.commit();
  EXPECT_THAT(rows("SELECT label FROM items"), ElementsAre("i!"));
  EXPECT_THAT(rows("SELECT label FROM orders"), ElementsAre("o!"));
}

TEST_F(Collections, AnIndexBeyondTheEndIsAnError) {
  EXPECT_THROW(u->addresses()[4], orm::InvalidRequestError);
  EXPECT_THROW(u->addresses().remove(address("stranger")), orm::InvalidRequestError);
  EXPECT_FALSE(u->addresses().contains(address("stranger")));
  EXPECT_TRUE(u->addresses().contains(Ptr<Address>(u->addresses()[3])));
}

TEST_F(Collections, AConstObjectGivesConstMembers) {
  const User& constant = *u;
  std::size_t count = 0;
  for (const Address& a : constant.addresses()) count += a.email().size();
  EXPECT_EQ(count, 4U);
  EXPECT_EQ(constant.addresses()[0].user()->name(), "u");
}

TEST_F(Collections, BothEndsOfALinkTableAgreeAfterManyChanges) {
  std::vector<Ptr<Item>> items;
  std::vector<Ptr<Keyword>> keywords;
  for (int i = 0; i < 5; ++i) {
    items.push_back(make<Item>({.label = std::to_string(i)}));
    keywords.push_back(make<Keyword>({.word = std::to_string(i)}));
  }
  for (std::size_t i = 0; i < 25; ++i) items[i / 5]->keywords().append(keywords[i % 5]);
  session.add_all(items);
  session.commit();
  for (std::size_t i = 0; i < 5; ++i) items[i]->keywords().remove(keywords[i]);
  keywords[0]->items().clear();
  keywords[1]->items().assign({items[1]});
  for (const auto& item : items) {
    for (const auto& keyword : keywords) {
      EXPECT_EQ(item->keywords().contains(keyword), keyword->items().contains(item));
    }
  }
  session.commit();
  EXPECT_THAT(rows("SELECT item_id, keyword_id FROM item_keyword WHERE keyword_id <= 2"),
              ElementsAre("2|2"));
  EXPECT_THAT(rows("SELECT count(*) FROM item_keyword"), ElementsAre("13"));
}

}  // namespace scenarios
