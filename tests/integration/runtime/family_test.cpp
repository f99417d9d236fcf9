// Objects that are removed and come back, take each other's rows, or are linked before their
// owners.
#include "database.h"
#include "family.orm.hpp"

namespace family {

using orm::make;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Family : public orm_test::DatabaseTest {
 protected:
  Family() : DatabaseTest(&family::create_all) {}
};

TEST_F(Family, RemovedAndAddedAgainAllThatGoesAlongStays) {
  const auto parent = make<Parent>({});
  parent->owned().append(make<Owned>({.position = 1}));
  parent->owned()[0].subs().append(make<Sub>({.name = "sub"}));
  store(parent);
  session.remove(parent);
  session.add(parent);
  session.commit();
  EXPECT_THAT(executed(), testing::Not(testing::Contains(HasSubstr("DELETE"))));
  EXPECT_THAT(rows("SELECT * FROM Sub"), ElementsAre("1|sub|1|1"));
  session.remove(parent);
  session.commit();
  EXPECT_THAT(rows("SELECT * FROM Sub"), IsEmpty());
}

TEST_F(Family, MembersMayBeLinkedBeforeTheirOwnerHasItsKey) {
  const auto parent = make<Parent>({.id = 7});
  const auto owned = make<Owned>({.position = 1});
  owned->subs().append(make<Sub>({.name = "sub"}));
  parent->owned().append(owned);
  session.add(parent);
  session.commit();
  EXPECT_THAT(rows("SELECT * FROM Sub"), ElementsAre("1|sub|7|1"));

  const auto more = make<Owned>({.position = 2});
  more->subs().append(make<Sub>({.name = "more"}));
  parent->owned().append(more);
  session.commit();
  EXPECT_THAT(rows("SELECT * FROM Sub"), ElementsAre("1|sub|7|1", "2|more|7|2"));
}

TEST_F(Family, AnOrphanHandsItsKeyOn) {
  const auto parent = make<Parent>({});
  parent->owned().append(make<Owned>({.position = 1}));
  Owned& owned = parent->owned()[0];
  owned.subs().append(make<Sub>({.id = 1, .name = "old"}));
  store(parent);
  owned.subs().assign({make<Sub>({.id = 1, .name = "new"})});
  session.commit();
  EXPECT_THAT(rows("SELECT * FROM Sub"), ElementsAre("1|new|1|1"));
  EXPECT_THAT(executed(), testing::Contains("UPDATE Sub SET name, parent_id, position x1"));
}

TEST_F(Family, ARowThatIsHandedOnWaitsForThePlaceThatItTakes) {
  const auto first = make<Parent>({.one = make<One>({.id = 1, .name = "first"})});
  const auto second = make<Parent>({.one = make<One>({.id = 2, .name = "second"})});
  store(first, second);
  session.remove(first->one());
  second->one();
  second->set_one(make<One>({.id = 1, .name = "new"}));
  session.commit();
  EXPECT_THAT(rows("SELECT * FROM One"), ElementsAre("1|new|2", "2|second|NULL"));
}

TEST_F(Family, ARollbackLeavesOneObjectForEachRow) {
  const auto old = make<Tag>({.word = "a"});
  store(old);
  session.remove(old);
  const auto fresh = session.create<Tag>({.word = "a"});
  session.flush();
  session.expunge(fresh);
  const auto read = session.get<Tag>("a");
  session.rollback();
  EXPECT_EQ(old->state(), orm::ObjectState::Persistent);
  EXPECT_EQ(read->state(), orm::ObjectState::Detached);
  EXPECT_EQ(session.get<Tag>("a"), old);
  session.expunge(old);
  EXPECT_NE(session.get<Tag>("a"), old);
}

TEST_F(Family, AnObjectWhoseRowWasHandedOnIsFreeAfterTheSession) {
  const auto old = make<Tag>({.word = "a"});
  store(old);
  session.remove(old);
  session.create<Tag>({.word = "a"});
  session.flush();
  session.close();
  orm::Session other(engine);
  other.add(old);
  EXPECT_EQ(other.get<Tag>("a"), old);
}

TEST_F(Family, AssignedPairsKeepTheirOrder) {
  const auto a = make<Tag>({.word = "a"});
  const auto b = make<Tag>({.word = "b"});
  const auto parent = make<Parent>({.tags = {a, b}});
  store(parent);
  parent->tags().assign({b, a, b});
  ASSERT_EQ(parent->tags().size(), 2U);
  EXPECT_EQ(parent->tags()[0].word(), "b");
  recorder.clear();
  session.commit();
  EXPECT_THAT(executed(), IsEmpty());
}

}  // namespace family
