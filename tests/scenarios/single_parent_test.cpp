// Scenario 56 and `single_parent`: the target of a many side that one object has to itself.
#include "database.h"
#include "single_parent.orm.hpp"

namespace single {

using orm::make;
using orm::ObjectState;
using orm::Ptr;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class SingleParent : public orm_test::DatabaseTest {
 protected:
  SingleParent() : DatabaseTest(&single::create_all) {}

  static Ptr<Book> book(const char* title) { return make<Book>({.title = title}); }
  static Ptr<Cover> cover(const char* name) { return make<Cover>({.name = name}); }
  static Ptr<Seal> seal(const char* text) { return make<Seal>({.text = text}); }

  std::vector<std::string> cover_rows() const {
    return rows("SELECT name FROM covers ORDER BY id");
  }
  std::vector<std::string> seal_rows() const { return rows("SELECT text FROM seals ORDER BY id"); }
  std::vector<std::string> book_rows() const {
    return rows(
        "SELECT title, name, text FROM books LEFT JOIN covers ON covers.id = cover_id "
        "LEFT JOIN seals ON seals.id = seal_id ORDER BY books.id");
  }

  std::string refusal() {
    try {
      session.flush();
      return "was flushed";
    } catch (const orm::InvalidRequestError& error) {
      return error.what();
    }
  }
};

// Two books with covers and seals of their own; nothing is loaded.
class Library : public SingleParent {
 protected:
  void SetUp() override {
    b1->set_cover(c1);
    b1->set_seal(s1);
    b2->set_cover(c2);
    b2->set_seal(s2);
    store(b1, b2);
  }

  Ptr<Book> b1 = book("b1");
  Ptr<Book> b2 = book("b2");
  Ptr<Cover> c1 = cover("c1");
  Ptr<Cover> c2 = cover("c2");
  Ptr<Seal> s1 = seal("s1");
  Ptr<Seal> s2 = seal("s2");
};

TEST_F(Library, Scenario056_WhatIsReplacedIsDeletedAfterTheUpdate) {
  ASSERT_TRUE(b1->cover() == c1);
  ASSERT_TRUE(c1->scratches().empty());
  recorder.clear();
  b1->set_cover(cover("new"));
  session.flush();
  EXPECT_THAT(executed(),
              ElementsAre("INSERT covers x1", "UPDATE books SET cover_id x1", "DELETE covers x1"));
  EXPECT_EQ(c1->state(), ObjectState::Deleted);
  session.commit();
  EXPECT_THAT(book_rows(), ElementsAre("b1|new|s1", "b2|c2|s2"));
  EXPECT_THAT(cover_rows(), ElementsAre("c2", "new"));
}

TEST_F(Library, Scenario056_WhatIsNotLoadedIsReadBeforeItIsReplaced) {
  session.expunge_all();
  const auto read = session.get_one<Book>(1);
  recorder.clear();
  read->set_cover(cover("new"));
  EXPECT_THAT(executed(), ElementsAre("SELECT covers"));
  session.commit();
  EXPECT_THAT(cover_rows(), ElementsAre("c2", "new"));
}

TEST_F(Library, Scenario056_WhatGoesTakesAlongWhatItOwns) {
  c1->scratches().append(make<Scratch>({}));
  session.commit();
  b1->set_cover(nullptr);
  session.commit();
  EXPECT_THAT(rows("SELECT * FROM scratches"), IsEmpty());
  EXPECT_THAT(cover_rows(), ElementsAre("c2"));
}

TEST_F(Library, Scenario056_TheOwnersDeletionTakesTheTargetAlong) {
  session.remove(b1);
  session.commit();
  EXPECT_THAT(book_rows(), ElementsAre("b2|c2|s2"));
  EXPECT_THAT(cover_rows(), ElementsAre("c2"));
  EXPECT_THAT(seal_rows(), ElementsAre("s2"));
}

TEST_F(Library, Scenario056_OfARemovedOwnerWhatWasReplacedGoesToo) {
  b1->set_cover(c2);
  b2->set_cover(nullptr);
  session.remove(b1);
  session.commit();
  EXPECT_THAT(cover_rows(), IsEmpty());
}

TEST_F(Library, WhatMovesToAnotherOwnerIsNoOrphan) {
  b1->set_cover(nullptr);
  b2->set_cover(c1);
  session.commit();
  EXPECT_THAT(book_rows(), ElementsAre("b1|NULL|s1", "b2|c1|s2"));
  EXPECT_THAT(cover_rows(), ElementsAre("c1"));
}

TEST_F(Library, TwoOwnersMayTakeEachOthersTargets) {
  b1->set_cover(c2);
  b2->set_cover(c1);
  session.commit();
  EXPECT_THAT(book_rows(), ElementsAre("b1|c2|s1", "b2|c1|s2"));
}

TEST_F(Library, WhatIsTakenBackIsNoOrphan) {
  b1->set_cover(nullptr);
  b1->set_cover(c1);
  recorder.clear();
  session.commit();
  EXPECT_THAT(executed(), IsEmpty());
  EXPECT_THAT(cover_rows(), ElementsAre("c1", "c2"));
}

TEST_F(Library, AKeyThatIsSetLetsGoOfTheTargetToo) {
  const auto id = c2->id();
  b2->set_cover(nullptr);
  b1->set_cover_id(id);
  session.commit();
  EXPECT_THAT(book_rows(), ElementsAre("b1|c2|s1", "b2|NULL|s2"));
  EXPECT_THAT(cover_rows(), ElementsAre("c2"));
}

TEST_F(Library, WhatTheOtherSideLetsGoOfIsAnOrphan) {
  s1->books().remove(b1);
  session.commit();
  EXPECT_THAT(book_rows(), ElementsAre("b1|c1|NULL", "b2|c2|s2"));
  EXPECT_THAT(seal_rows(), ElementsAre("s2"));
}

TEST_F(Library, WhatExpiresLetsGoOfNothing) {
  b1->set_cover(nullptr);
  session.expire(b1);
  b2->set_title("changed");
  session.commit();
  EXPECT_THAT(book_rows(), ElementsAre("b1|c1|s1", "changed|c2|s2"));
}

TEST_F(Library, ARollbackTakesItBack) {
  b1->set_cover(nullptr);
  session.rollback();
  b2->set_title("changed");
  session.commit();
  EXPECT_THAT(cover_rows(), ElementsAre("c1", "c2"));
  b1->set_cover(nullptr);
  session.flush();
  session.rollback();
  EXPECT_TRUE(b1->cover() == c1);
  EXPECT_THAT(cover_rows(), ElementsAre("c1", "c2"));
}

TEST_F(Library, ANewTargetThatIsReplacedIsNeverStored) {
  const auto first = cover("first");
  b1->set_cover(first);
  b1->set_cover(cover("second"));
  session.commit();
  EXPECT_EQ(first->state(), ObjectState::Transient);
  EXPECT_THAT(cover_rows(), ElementsAre("c2", "second"));
}

TEST_F(Library, ASecondOwnerIsRefused) {
  b2->set_cover(c1);
  EXPECT_TRUE(b1->cover() == c1);
  EXPECT_THAT(refusal(), AllOf(HasSubstr("single::Book::cover is `single_parent`"),
                               HasSubstr("the single::Cover with the key 1"),
                               HasSubstr("the single::Book with the key 1"),
                               HasSubstr("the single::Book with the key 2"),
                               HasSubstr("unlink it from one of them")));
  EXPECT_THAT(cover_rows(), ElementsAre("c1", "c2"));
  b1->set_cover(nullptr);
  session.commit();
  EXPECT_THAT(book_rows(), ElementsAre("b1|NULL|s1", "b2|c1|s2"));
  EXPECT_THAT(cover_rows(), ElementsAre("c1"));
}

TEST_F(Library, ASecondOwnerIsRefusedThroughTheListToo) {
  ASSERT_EQ(s1->books().size(), 1U);
  s1->books().append(b2);
  EXPECT_THAT(refusal(), HasSubstr("single::Book::seal is `single_parent`"));
  b1->set_seal(nullptr);
  session.commit();
  EXPECT_THAT(book_rows(), ElementsAre("b1|c1|NULL", "b2|c2|s1"));
  EXPECT_THAT(seal_rows(), ElementsAre("s1"));
}

TEST_F(SingleParent, TwoNewOwnersAreRefused) {
  const auto shared = cover("shared");
  const auto first = book("first");
  const auto second = book("second");
  first->set_cover(shared);
  second->set_cover(shared);
  session.add_all(first, second);
  EXPECT_THAT(refusal(),
              AllOf(HasSubstr("the new single::Cover"), HasSubstr("the new single::Book")));
  EXPECT_THAT(book_rows(), IsEmpty());
  second->set_cover(nullptr);
  session.commit();
  EXPECT_THAT(book_rows(), ElementsAre("first|shared|NULL", "second|NULL|NULL"));
}

TEST_F(SingleParent, AMemberOfTwoListsIsRefused) {
  const auto plate = make<Plate>({.name = "p"});
  const auto first = book("first");
  const auto second = book("second");
  first->plates().append(plate);
  store(first, second);
  ASSERT_EQ(first->plates().size(), 1U);
  second->plates().append(plate);
  EXPECT_THAT(refusal(), HasSubstr("single::Book::plates is `single_parent`"));
  first->plates().remove(plate);
  session.commit();
  EXPECT_THAT(rows("SELECT book_id FROM book_plates"), ElementsAre("2"));
}

TEST_F(SingleParent, NewOwnersOfNewTargetsAreNotLookedFor) {
  for (int i = 0; i < 3; ++i) {
    const auto each = book("b");
    each->set_cover(cover("c"));
    session.add(each);
  }
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("INSERT covers x3", "INSERT books x3"));
}

}  // namespace single
