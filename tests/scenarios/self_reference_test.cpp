// Scenario 28 and other links from a table to itself, and tables in a circle.
#include "shapes.h"

namespace shapes {

class Friends : public Shapes {
 protected:
  std::vector<std::string> pair_rows() const {
    return rows("SELECT person_id, friend_id FROM friendship ORDER BY person_id, friend_id");
  }

  Ptr<Person> ann = make<Person>({.id = 1, .name = "Ann"});
  Ptr<Person> bob = make<Person>({.id = 2, .name = "Bob"});
};

TEST_F(Friends, Scenario028_MutualFriendsAreTwoPairs) {
  ann->friends().append(bob);
  bob->friends().append(ann);
  EXPECT_THAT(each(ann->friends(), &Person::name), ElementsAre("Bob"));
  EXPECT_THAT(each(ann->friend_of(), &Person::name), ElementsAre("Bob"));
  EXPECT_THAT(each(bob->friends(), &Person::name), ElementsAre("Ann"));
  EXPECT_THAT(each(bob->friend_of(), &Person::name), ElementsAre("Ann"));
  session.add(ann);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("INSERT persons x2", "INSERT friendship x2"));
  EXPECT_THAT(pair_rows(), ElementsAre("1|2", "2|1"));
  EXPECT_THAT(each(bob->friend_of(), &Person::name), ElementsAre("Ann"));
}

TEST_F(Friends, Scenario028_OneMayBeOnesOwnFriend) {
  ann->friends().append(ann);
  EXPECT_EQ(ann->friends().size(), 1U);
  EXPECT_EQ(ann->friend_of().size(), 1U);
  store(ann);
  EXPECT_THAT(pair_rows(), ElementsAre("1|1"));
  ann->friend_of().remove(ann);
  EXPECT_TRUE(ann->friends().empty());
  session.commit();
  EXPECT_THAT(pair_rows(), IsEmpty());
}

TEST_F(Friends, TheTwoDirectionsAreReadApart) {
  ann->friends().append(bob);
  store(ann);
  session.expunge_all();
  const auto found = session.get<Person>(1);
  EXPECT_THAT(each(found->friends(), &Person::name), ElementsAre("Bob"));
  EXPECT_TRUE(found->friend_of().empty());
  session.expunge_all();
  const auto joined = session.query<Person>()
                          .options(orm::joinedload(Person::fields.friend_of))
                          .filter(Person::fields.id == 2)
                          .one();
  recorder.clear();
  EXPECT_THAT(each(joined->friend_of(), &Person::name), ElementsAre("Ann"));
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(Friends, ARemovedPersonTakesAllPairsAlong) {
  ann->friends().append(bob);
  bob->friends().append(ann);
  store(ann);
  session.remove(ann);
  session.commit();
  EXPECT_THAT(pair_rows(), IsEmpty());
  EXPECT_THAT(rows("SELECT name FROM persons"), ElementsAre("Bob"));
}

class Revisions : public Shapes {
 protected:
  void SetUp() override {
    second->set_previous(first);
    second->set_next(third);
    store(first);
  }

  Ptr<Revision> first = make<Revision>({.text = "1"});
  Ptr<Revision> second = make<Revision>({.text = "2"});
  Ptr<Revision> third = make<Revision>({.text = "3"});
};

TEST_F(Revisions, AChainIsWrittenFromItsStart) {
  EXPECT_THAT(rows("SELECT text, previous_id FROM revisions ORDER BY id"),
              ElementsAre("1|NULL", "2|1", "3|2"));
  EXPECT_TRUE(first->next() == second);
  EXPECT_TRUE(third->previous() == second);
  EXPECT_TRUE(third->next() == nullptr);
}

TEST_F(Revisions, ALinkOfTheChainIsTakenOut) {
  ASSERT_TRUE(first->next() == second);
  ASSERT_TRUE(second->next() == third);
  second->set_previous(nullptr);
  third->set_previous(first);
  EXPECT_TRUE(first->next() == third);
  EXPECT_TRUE(second->next() == nullptr);
  session.commit();
  EXPECT_THAT(rows("SELECT text, previous_id FROM revisions ORDER BY id"),
              ElementsAre("1|NULL", "2|NULL", "3|1"));
}

// The place is free once the flush in between has been written.
TEST_F(Revisions, ALinkIsPutIntoTheChainByTwoFlushes) {
  third->set_previous(nullptr);
  session.flush();
  const auto between = session.create<Revision>({.text = "2b", .previous = second});
  between->set_next(third);
  session.commit();
  EXPECT_THAT(rows("SELECT text, previous_id FROM revisions ORDER BY id"),
              ElementsAre("1|NULL", "2|1", "3|4", "2b|2"));
}

// One of the two keys is required, so its table waits for the other.
class Circle : public Shapes {
 protected:
  void SetUp() override {
    works->workers().append(ann);
    works->workers().append(bob);
    session.add(works);
  }

  std::vector<std::string> department_rows() const {
    return rows("SELECT name, head_id FROM departments");
  }

  Ptr<Department> works = make<Department>({.name = "works"});
  Ptr<Worker> ann = make<Worker>({.name = "Ann"});
  Ptr<Worker> bob = make<Worker>({.name = "Bob"});
};

TEST_F(Circle, IsFilledWithTheOptionalLinkSetAfterAFlush) {
  session.flush();
  works->set_head(ann);
  session.commit();
  EXPECT_THAT(department_rows(), ElementsAre("works|1"));
  EXPECT_THAT(rows("SELECT name, department_id FROM workers ORDER BY id"),
              ElementsAre("Ann|1", "Bob|1"));
}

TEST_F(Circle, IsEmptiedAndDropped) {
  session.flush();
  works->set_head(ann);
  session.commit();
  works->set_head(nullptr);
  session.flush();
  session.remove(ann);
  session.remove(bob);
  session.remove(works);
  session.commit();
  EXPECT_THAT(department_rows(), IsEmpty());
  EXPECT_THAT(rows("SELECT * FROM workers"), IsEmpty());
  session.close();
  drop_all(engine);
  EXPECT_THAT(rows("SELECT name FROM sqlite_master WHERE type = 'table'"), IsEmpty());
  create_all(engine);
  EXPECT_THAT(department_rows(), IsEmpty());
}

TEST_F(Circle, IsDroppedWithItsRows) {
  session.flush();
  works->set_head(ann);
  session.commit();
  session.close();
  drop_all(engine);
  EXPECT_THAT(rows("SELECT name FROM sqlite_master WHERE type = 'table'"), IsEmpty());
}

}  // namespace shapes
