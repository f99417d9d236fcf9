// Scenarios 70 and 71: rows make room for others that take their unique values.
#include "database.h"
#include "unique.orm.hpp"

namespace unique {

using orm::make;
using orm::Ptr;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class UniqueValues : public orm_test::DatabaseTest {
 protected:
  UniqueValues() : DatabaseTest(&unique::create_all) {}

  Ptr<Book> book(const char* title) { return session.create<Book>({.title = title}); }
  /// Stored, and read again.
  Ptr<Book> stored_book(const char* title) {
    const auto made = book(title);
    session.commit();
    made->title();
    recorder.clear();
    return made;
  }

  template <class Do>
  void expect_circular(Do flush, const char* entity, const char* column) {
    recorder.clear();
    try {
      flush();
      ADD_FAILURE() << "it was written";
    } catch (const orm::CircularDependencyError& error) {
      EXPECT_THAT(error.what(), AllOf(HasSubstr(entity), HasSubstr(column)));
    }
    EXPECT_THAT(executed(), IsEmpty()) << "before any SQL";
  }
};

// A removed row makes room.

TEST_F(UniqueValues, Scenario070_ANewObjectTakesTheValueOfARemovedOne) {
  const auto old = make<Badge>({.code = "x"});
  store(old);
  ASSERT_EQ(old->code(), "x");
  recorder.clear();
  session.remove(old);
  session.create<Badge>({.code = "x", .note = "new"});
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("DELETE badges x1", "INSERT badges x1"));
  EXPECT_THAT(rows("SELECT code, note FROM badges"), ElementsAre("x|new"));
}

TEST_F(UniqueValues, Scenario070_SoItDoesWhenTheRemovedOneHasExpired) {
  const auto old = make<Badge>({.code = "x"});
  store(old);
  session.remove(old);
  session.create<Badge>({.code = "x"});
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("SELECT badges", "DELETE badges x1", "INSERT badges x1"));
  EXPECT_THAT(rows("SELECT code FROM badges"), ElementsAre("x"));
}

TEST_F(UniqueValues, Scenario070_WhatItWasSetToBeforeDoesNotCount) {
  const auto old = make<Badge>({.code = "x"});
  store(old);
  ASSERT_EQ(old->code(), "x");
  old->set_code("y");
  session.remove(old);
  session.create<Badge>({.code = "x"});
  session.commit();
  EXPECT_THAT(rows("SELECT code FROM badges"), ElementsAre("x"));
}

TEST_F(UniqueValues, Scenario070_AStoredObjectTakesTheValueOfARemovedOne) {
  const auto first = make<Badge>({.code = "x"});
  const auto second = make<Badge>({.code = "y"});
  store(first, second);
  ASSERT_EQ(first->code() + second->code(), "xy");
  recorder.clear();
  session.remove(first);
  second->set_code("x");
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("DELETE badges x1", "UPDATE badges SET code x1"));
  EXPECT_THAT(rows("SELECT id, code FROM badges"), ElementsAre("2|x"));
}

TEST_F(UniqueValues, Scenario070_OtherRemovedRowsGoLastAsEver) {
  const auto gone = make<Badge>({.code = "gone"});
  store(gone);
  ASSERT_EQ(gone->code(), "gone");
  recorder.clear();
  session.remove(gone);
  session.create<Badge>({.code = "x"});
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("INSERT badges x1", "DELETE badges x1"));
}

TEST_F(UniqueValues, Scenario070_ASetOfColumnsIsComparedAsAWhole) {
  const auto old = make<Room>({.floor = 1, .door = "a"});
  store(old);
  ASSERT_EQ(old->floor(), 1);
  session.remove(old);
  session.create<Room>({.floor = 1, .door = "b"});
  session.create<Room>({.floor = 1, .door = "a"});
  session.create<Room>({.floor = 1});
  session.create<Room>({.floor = 1});
  session.commit();
  EXPECT_THAT(rows("SELECT floor, door FROM rooms ORDER BY id"),
              testing::UnorderedElementsAre("1|b", "1|a", "1|NULL", "1|NULL"));
}

TEST_F(UniqueValues, Scenario070_WhatGoesAlongGoesFirstToo) {
  const auto old = stored_book("Emma");
  old->pages().append(make<Page>({.text = "1"}));
  old->pages().append(make<Page>({.text = "2"}));
  session.flush();
  recorder.clear();
  session.remove(old);
  book("Emma")->pages().append(make<Page>({.text = "one"}));
  session.commit();
  EXPECT_THAT(rows("SELECT title, text FROM books JOIN pages ON book_id = books.id"),
              ElementsAre("Emma|one"));
}

TEST_F(UniqueValues, Scenario070_PairsOfTheRemovedOneGoFirst) {
  const auto old = stored_book("Emma");
  old->topics().append(make<Topic>({.word = "love"}));
  session.commit();
  EXPECT_EQ(old->topics()[0].word(), "love");
  session.remove(old);
  const auto fresh = book("Emma");
  fresh->topics().append(session.query<Topic>().one());
  session.commit();
  EXPECT_THAT(rows("SELECT title, word FROM books JOIN book_topic ON book_id = books.id "
                   "JOIN topics ON topics.id = topic_id"),
              ElementsAre("Emma|love"));
}

TEST_F(UniqueValues, Scenario070_WhatIsLeftBehindIsCutLooseFirst) {
  const auto old = stored_book("Emma");
  const auto ann = make<Reader>({.name = "Ann"});
  old->readers().append(ann);
  session.flush();
  session.remove(old);
  book("Emma");
  session.commit();
  EXPECT_THAT(rows("SELECT name, book_id FROM readers"), ElementsAre("Ann|NULL"));
  EXPECT_THAT(rows("SELECT title FROM books"), ElementsAre("Emma"));
}

TEST_F(UniqueValues, Scenario070_WhatMovesToTheNewOneIsCutLooseForAMoment) {
  const auto old = stored_book("Emma");
  const auto ann = make<Reader>({.name = "Ann"});
  old->readers().append(ann);
  session.flush();
  recorder.clear();
  const auto fresh = book("Emma");
  const auto guard = session.no_autoflush();
  fresh->readers().append(ann);
  session.remove(old);
  session.commit();
  EXPECT_THAT(rows("SELECT name, title FROM readers JOIN books ON books.id = book_id"),
              ElementsAre("Ann|Emma"));
}

TEST_F(UniqueValues, Scenario070_KeysThatMayNotBeNullWaitForTheEnd) {
  const auto old = stored_book("Emma");
  const auto copy = make<Copy>({.shelf = "A"});
  old->copies().append(copy);
  session.flush();
  const auto guard = session.no_autoflush();
  const auto fresh = book("Emma");
  fresh->copies().append(copy);
  session.remove(old);
  session.commit();
  EXPECT_THAT(rows("SELECT shelf, title FROM copies JOIN books ON books.id = book_id"),
              ElementsAre("A|Emma"));
}

TEST_F(UniqueValues, Scenario070_WhatTheDatabaseWouldDeleteIsNeverReachedByIt) {
  const auto old = book("Emma");
  const auto mark = make<Mark>({.page = 7});
  old->marks().append(mark);
  session.flush();
  const auto guard = session.no_autoflush();
  const auto fresh = book("Emma");
  fresh->marks().append(mark);
  session.remove(old);
  expect_circular([&] { session.flush(); }, "unique::Book", "title");
  // As it says: a flush between the two.
  fresh->set_title("Emma, again");
  session.flush();
  fresh->set_title("Emma");
  session.commit();
  EXPECT_THAT(rows("SELECT page, title FROM marks JOIN books ON books.id = book_id"),
              ElementsAre("7|Emma"));
}

TEST_F(UniqueValues, Scenario070_InATreeTheValueOfARemovedLeafIsFree) {
  const auto root = make<Folder>({.name = "root"});
  root->children().append(make<Folder>({.name = "a"}));
  store(root);
  const auto leaf = session.query<Folder>().filter_by(Folder::fields.name, "a").one();
  session.remove(leaf);
  const auto fresh = make<Folder>({.name = "a"});
  root->children().append(fresh);
  session.commit();
  EXPECT_THAT(rows("SELECT name, parent_id FROM folders ORDER BY id"),
              testing::UnorderedElementsAre("root|NULL", "a|1"));
}

TEST_F(UniqueValues, Scenario070_InATreeAnUpdateMakesRoomForANewNode) {
  const auto root = make<Folder>({.name = "a"});
  store(root);
  ASSERT_EQ(root->name(), "a");
  root->set_name("b");
  root->children().append(make<Folder>({.name = "a"}));
  session.commit();
  EXPECT_THAT(rows("SELECT name, parent_id FROM folders ORDER BY id"),
              ElementsAre("b|NULL", "a|1"));
}

// Rows that stay take each other's values.

TEST_F(UniqueValues, Scenario071_TwoExchangeTheirValues) {
  const auto first = make<Locker>({.number = 1});
  const auto second = make<Locker>({.number = 2});
  store(first, second);
  ASSERT_EQ(*first->number() + *second->number(), 3);
  recorder.clear();
  first->set_number(2);
  second->set_number(1);
  session.commit();
  EXPECT_THAT(executed(),
              ElementsAre("UPDATE lockers SET number x1", "UPDATE lockers SET number x2"));
  EXPECT_THAT(rows("SELECT id, number FROM lockers ORDER BY id"), ElementsAre("1|2", "2|1"));
}

TEST_F(UniqueValues, Scenario071_SoTheyDoWhenTheyWereSetWithoutBeingRead) {
  const auto first = make<Locker>({.number = 1});
  const auto second = make<Locker>({.number = 2});
  store(first, second);
  first->set_number(2);
  second->set_number(1);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("SELECT lockers", "UPDATE lockers SET number x1",
                                      "UPDATE lockers SET number x2"));
  EXPECT_THAT(rows("SELECT id, number FROM lockers ORDER BY id"), ElementsAre("1|2", "2|1"));
}

TEST_F(UniqueValues, Scenario071_AChainIsWrittenFromItsFreeEnd) {
  std::vector<Ptr<Badge>> badges;
  for (const char* code : {"a", "b", "c"}) badges.push_back(session.create<Badge>({.code = code}));
  session.flush();
  recorder.clear();
  badges[0]->set_code("b");
  badges[1]->set_code("c");
  badges[2]->set_code("d");
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE badges SET code x3"));
  EXPECT_THAT(rows("SELECT id, code FROM badges ORDER BY id"), ElementsAre("1|b", "2|c", "3|d"));
}

TEST_F(UniqueValues, Scenario071_ValuesThatMayNotBeNullCannotGoRound) {
  const auto first = session.create<Badge>({.code = "a"});
  const auto second = session.create<Badge>({.code = "b"});
  session.flush();
  first->set_code("b");
  second->set_code("a");
  expect_circular([&] { session.flush(); }, "unique::Badge", "code");
  first->set_code("c");
  session.commit();
  EXPECT_THAT(rows("SELECT id, code FROM badges ORDER BY id"), ElementsAre("1|c", "2|a"));
}

TEST_F(UniqueValues, Scenario071_ANewObjectTakesWhatAStoredOneGaveUp) {
  const auto first = session.create<Badge>({.code = "a"});
  session.flush();
  recorder.clear();
  first->set_code("b");
  session.create<Badge>({.code = "a"});
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE badges SET code x1", "INSERT badges x1"));
  EXPECT_THAT(rows("SELECT id, code FROM badges ORDER BY id"), ElementsAre("1|b", "2|a"));
}

}  // namespace unique
