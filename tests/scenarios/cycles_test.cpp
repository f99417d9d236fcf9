// Scenarios 89 to 92: rows that refer to each other in a circle.
#include "cycles.orm.hpp"
#include "database.h"

namespace cycles {

using orm::make;
using orm::Ptr;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Cycles : public orm_test::DatabaseTest {
 protected:
  Cycles() : DatabaseTest(&cycles::create_all) {}

  static Ptr<Node> node(const char* name) { return make<Node>({.name = name}); }
  static Ptr<Link> link(const char* name) { return make<Link>({.name = name}); }

  std::vector<std::string> node_rows() const {
    return rows(
        "SELECT nodes.name, next.name FROM nodes LEFT JOIN nodes AS next "
        "ON next.id = nodes.next_id ORDER BY nodes.name");
  }
  std::vector<std::string> link_rows() const {
    return rows(
        "SELECT links.name, next.name FROM links LEFT JOIN links AS next "
        "ON next.id = links.next_id ORDER BY links.name");
  }
};

TEST_F(Cycles, Scenario089_NewNodesThatReferToEachOther) {
  const auto a = node("a");
  const auto b = node("b");
  a->set_next(b);
  b->set_next(a);
  session.add(a);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("INSERT nodes x2", "UPDATE nodes SET next_id x2"));
  EXPECT_THAT(node_rows(), ElementsAre("a|b", "b|a"));
  EXPECT_TRUE(a->next() == b);
}

TEST_F(Cycles, Scenario089_OneThatRefersToItself) {
  const auto a = node("a");
  a->set_next(a);
  session.add(a);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("INSERT nodes x1", "UPDATE nodes SET next_id x1"));
  EXPECT_THAT(node_rows(), ElementsAre("a|a"));
}

TEST_F(Cycles, Scenario089_OnlyThoseInTheCircleAreWrittenTwice) {
  const auto before = node("before");
  const auto a = node("a");
  const auto b = node("b");
  const auto after = node("after");
  before->set_next(a);
  a->set_next(b);
  b->set_next(a);
  session.add_all(before, after);
  after->set_next(before);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("INSERT nodes x2", "INSERT nodes x1", "INSERT nodes x1",
                                      "UPDATE nodes SET next_id x2"));
  EXPECT_THAT(node_rows(), ElementsAre("a|b", "after|before", "b|a", "before|a"));
}

TEST_F(Cycles, Scenario089_KeysThatMayNotBeNullAreAnErrorBeforeAnySql) {
  const auto hen = make<Hen>({});
  const auto egg = make<Egg>({});
  hen->set_egg(egg);
  egg->set_hen(hen);
  session.add(hen);
  try {
    session.flush();
    ADD_FAILURE() << "it was written";
  } catch (const orm::CircularDependencyError& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("cycles::Hen"), HasSubstr("cycles::Egg")));
  }
  EXPECT_THAT(executed(), IsEmpty());
}

TEST_F(Cycles, Scenario089_ARowMayReferToItselfByAKeyThatIsKnown) {
  const auto realm = make<Realm>({.code = "X"});
  realm->set_whole(realm);
  session.add(realm);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("INSERT realms x1"));
  EXPECT_THAT(rows("SELECT code, capital_of FROM realms"), ElementsAre("X|X"));
}

TEST_F(Cycles, Scenario089_AKeyOfTwoColumnsIsOpenedAtTheOneThatMayBeNull) {
  const auto first = make<Site>({.account = 1, .number = 1});
  const auto second = make<Site>({.account = 1, .number = 2});
  first->set_main_site(second);
  second->set_main_site(first);
  session.add(first);
  session.commit();
  EXPECT_THAT(rows("SELECT account, number, main FROM sites ORDER BY number"),
              ElementsAre("1|1|2", "1|2|1"));
}

TEST_F(Cycles, Scenario090_WithPostUpdate) {
  const auto a = link("a");
  const auto b = link("b");
  a->set_next(b);
  b->set_next(a);
  session.add(a);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("INSERT links x2", "UPDATE links SET next_id x2"));
  EXPECT_THAT(link_rows(), ElementsAre("a|b", "b|a"));
  session.remove(a);
  session.remove(b);
  ASSERT_EQ(a->name() + b->name(), "ab");
  recorder.clear();
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE links SET next_id x2", "DELETE links x2"));
  EXPECT_THAT(link_rows(), IsEmpty());
}

TEST_F(Cycles, Scenario090_OfACircleThatHasExpiredTheKeysAreRead) {
  const auto a = node("a");
  const auto b = node("b");
  a->set_next(b);
  b->set_next(a);
  store(a);
  session.remove(a);
  session.remove(b);
  session.commit();
  EXPECT_THAT(node_rows(), IsEmpty());
}

TEST_F(Cycles, Scenario090_ANodeThatRefersToItselfIsDeleted) {
  const auto a = node("a");
  a->set_next(a);
  store(a);
  ASSERT_EQ(a->name(), "a");
  recorder.clear();
  session.remove(a);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("DELETE nodes x1"));
  EXPECT_THAT(node_rows(), IsEmpty());
}

TEST_F(Cycles, Scenario091_TheFavoriteIsOneOfItsOwners) {
  const auto ann = make<Person>({.name = "Ann"});
  const auto red = make<Ball>({.color = "red"});
  const auto blue = make<Ball>({.color = "blue"});
  ann->balls().append(red);
  ann->balls().append(blue);
  ann->set_favorite(red);
  session.add(ann);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("INSERT persons x1", "INSERT balls x2",
                                      "UPDATE persons SET favorite_id x1"));
  EXPECT_THAT(rows("SELECT name, color FROM persons JOIN balls ON balls.id = favorite_id"),
              ElementsAre("Ann|red"));
  ASSERT_EQ(ann->balls().size(), 2U);
  ASSERT_EQ(ann->favorite()->color() + blue->color(), "redblue");
  recorder.clear();
  session.remove(ann);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE persons SET favorite_id x1", "DELETE balls x2",
                                      "DELETE persons x1"));
  EXPECT_THAT(rows("SELECT count(*) FROM balls"), ElementsAre("0"));
}

TEST_F(Cycles, Scenario091_TheFavoriteThatIsDeletedAloneIsAnErrorThatNamesTheKey) {
  const auto ann = make<Person>({.name = "Ann"});
  const auto red = make<Ball>({.color = "red"});
  ann->balls().append(red);
  ann->set_favorite(red);
  store(ann);
  session.remove(red);
  EXPECT_THROW(session.commit(), orm::IntegrityError);
  session.rollback();
  EXPECT_THAT(rows("SELECT color FROM balls"), ElementsAre("red"));
}

TEST_F(Cycles, Scenario131_TheUpdateThatCompletesAnInsertIsNoUpdateToListeners) {
  std::vector<std::string> heard;
  const auto inserted = session.on<Node>(
      orm::after_insert, [&heard](Node& node) { heard.push_back("insert " + node.name()); });
  const auto updated = session.on<Node>(
      orm::before_update, [&heard](Node& node) { heard.push_back("update " + node.name()); });
  const auto a = node("a");
  a->set_next(a);
  session.add(a);
  session.commit();
  EXPECT_THAT(heard, ElementsAre("insert a"));
}

TEST_F(Cycles, Scenario092_StoredRowsFormACircleByUpdatesOnly) {
  const auto a = node("a");
  const auto b = node("b");
  store(a, b);
  ASSERT_EQ(a->name() + b->name(), "ab");
  recorder.clear();
  a->set_next(b);
  b->set_next(a);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE nodes SET next_id x2"));
  EXPECT_THAT(node_rows(), ElementsAre("a|b", "b|a"));
}

TEST_F(Cycles, Scenario092_ARollbackTakesTheCircleApart) {
  const auto a = node("a");
  const auto b = node("b");
  a->set_next(b);
  b->set_next(a);
  session.add(a);
  session.flush();
  session.rollback();
  EXPECT_THAT(node_rows(), IsEmpty());
  session.add(a);
  session.commit();
  EXPECT_THAT(node_rows(), ElementsAre("a|b", "b|a"));
}

}  // namespace cycles
