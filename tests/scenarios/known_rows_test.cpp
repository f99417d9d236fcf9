// Rows of objects that the session has, among rows of those that it has not: of the former only the
// keys are read.
#include "scenario.h"

namespace scenarios {

class KnownRows : public Scenarios {
 protected:
  // Six users with an address each.
  void SetUp() override {
    for (const char* name : {"u1", "u2", "u3", "u4", "u5", "u6"}) {
      const auto u = user(name);
      u->addresses().append(address((std::string(name) + "@home").c_str()));
      session.add(u);
    }
    session.commit();
    session.expunge_all();
    recorder.clear();
  }

  orm::Query<User> users() { return session.query<User>().order_by(User::fields.id); }

  static std::vector<std::string> names_of(const std::vector<Ptr<User>>& found) {
    std::vector<std::string> names;
    names.reserve(found.size());
    for (const auto& one : found) names.push_back(one->name());
    return names;
  }
};

TEST_F(KnownRows, TheOthersAreReadAsAWhole) {
  const auto held = users().filter(orm::in_(User::fields.id, {1, 2, 5})).all();
  ASSERT_EQ(held.size(), 3U);
  const auto all = users().all();
  EXPECT_THAT(names_of(all), ElementsAre("u1", "u2", "u3", "u4", "u5", "u6"));
  EXPECT_TRUE(all[0] == held[0] && all[1] == held[1] && all[4] == held[2]);
  EXPECT_THAT(names_of(users().all()), ElementsAre("u1", "u2", "u3", "u4", "u5", "u6"));
}

TEST_F(KnownRows, ThoseThatHaveExpiredAreReadAgain) {
  const auto held = users().all();
  session.commit();
  EXPECT_EQ(held[0]->name(), "u1");
  EXPECT_EQ(held[2]->name(), "u3");
  orm_test::execute(file(),
                    "UPDATE users SET name = name || ' of others';"
                    "INSERT INTO users (id, name) VALUES (7, 'u7')");
  session.commit();
  EXPECT_EQ(held[0]->name(), "u1 of others");
  EXPECT_THAT(names_of(users().all()),
              ElementsAre("u1 of others", "u2 of others", "u3 of others", "u4 of others",
                          "u5 of others", "u6 of others", "u7"));
}

TEST_F(KnownRows, MembersThatAreKnownFindTheirOwners) {
  const auto known = session.query<Address>()
                         .filter(orm::in_(Address::fields.id, {1, 2, 4, 6}))
                         .order_by(Address::fields.id)
                         .all();
  ASSERT_EQ(known.size(), 4U);
  for (const auto& way :
       {orm::selectinload(User::fields.addresses), orm::joinedload(User::fields.addresses)}) {
    const auto all = users().options(way).all();
    for (const auto& one : all) {
      EXPECT_THAT(emails(one), ElementsAre(one->name() + "@home"));
    }
    EXPECT_EQ(&*all[3]->addresses().begin(), known[2].get());
  }
}

// The row says who the owner is, and the session knows better.
TEST_F(KnownRows, AMemberThatHasMovedStaysWhereItIs) {
  const auto second = session.get<User>(2);
  const auto moved = session.get<Address>(1);
  const auto guard = session.no_autoflush();
  moved->set_user(second);
  const auto all = users().options(orm::selectinload(User::fields.addresses)).all();
  EXPECT_THAT(emails(all[0]), IsEmpty());
  EXPECT_THAT(emails(all[1]), ElementsAre("u2@home", "u1@home"));
  EXPECT_THAT(emails(all[2]), ElementsAre("u3@home"));
}

}  // namespace scenarios
