// Improvement D13: relationships that are loaded for more and more objects with each use.
#include <algorithm>
#include <numeric>
#include <random>

#include "adaptive.orm.hpp"
#include "database.h"

namespace adaptive {

using orm::make;
using orm::Ptr;
using testing::ElementsAre;
using testing::Le;

class Adaptive : public orm_test::DatabaseTest {
 protected:
  Adaptive() : DatabaseTest(&adaptive::create_all) {}

  // Numbered from 1; each author has `books` books, each of them `chapters` chapters.
  void store_authors(int authors, int books, int chapters = 0) {
    orm_test::execute(file(), numbered("INSERT INTO authors SELECT i, 'a' || i", authors));
    orm_test::execute(file(), numbered("INSERT INTO books SELECT i, 'b' || i, 1 + (i - 1) / " +
                                           std::to_string(std::max(books, 1)),
                                       authors * books));
    orm_test::execute(file(), numbered("INSERT INTO chapters SELECT i, 'c' || i, 1 + (i - 1) / " +
                                           std::to_string(std::max(chapters, 1)),
                                       authors * books * chapters));
  }

  std::vector<Ptr<Author>> all_authors() {
    auto authors = session.query<Author>().order_by(Author::fields.id).all();
    recorder.clear();
    return authors;
  }

  static void use(const Ptr<Author>& author) { (void)author->books().size(); }

  static std::size_t count_loaded(const std::vector<Ptr<Author>>& authors) {
    return static_cast<std::size_t>(std::count_if(
        authors.begin(), authors.end(),
        [](const Ptr<Author>& author) { return orm::is_loaded(*author, Author::fields.books); }));
  }

  // Positions of `size` objects in an order that has nothing to do with theirs.
  static std::vector<std::size_t> shuffled(std::size_t size, unsigned seed) {
    std::vector<std::size_t> order(size);
    std::iota(order.begin(), order.end(), 0U);
    std::shuffle(order.begin(), order.end(), std::mt19937(seed));
    return order;
  }

  // What a walk may cost at most, without the query for its objects.
  static std::size_t limit(std::size_t objects) { return 11 + objects / 500; }

 private:
  static std::string numbered(const std::string& insert, int count) {
    return "WITH RECURSIVE n(i) AS (SELECT 1 WHERE " + std::to_string(count) +
           " > 0 UNION ALL SELECT i + 1 FROM n WHERE i < " + std::to_string(count) + ") " + insert +
           " FROM n";
  }
};

TEST_F(Adaptive, Scenario103_AWalkOverAThousandTakesADozenStatements) {
  store_authors(1000, 2);
  for (const auto& author : all_authors()) ASSERT_EQ(author->books().size(), 2U);
  EXPECT_EQ(recorder.executions(), 10U);
}

TEST_F(Adaptive, Scenario103_SoDoesAWalkInAnyOrder) {
  store_authors(1000, 1);
  for (const unsigned seed : {1U, 2U, 3U, 4U, 5U}) {
    session.expunge_all();
    const auto authors = all_authors();
    for (const std::size_t i : shuffled(authors.size(), seed)) {
      ASSERT_EQ(authors[i]->books()[0].title(), "b" + std::to_string(i + 1));
    }
    EXPECT_EQ(recorder.executions(), 10U) << seed;
  }
  session.expunge_all();
  const auto authors = all_authors();
  for (auto author = authors.rbegin(); author != authors.rend(); ++author) use(*author);
  EXPECT_THAT(recorder.executions(), Le(limit(1000)));
}

TEST_F(Adaptive, Scenario103_TheFirstUseLoadsOneAndTheNextTwiceAsMany) {
  store_authors(20, 1);
  const auto authors = all_authors();
  const std::size_t loaded[] = {1, 3, 3, 7, 7, 7, 7, 15};
  for (std::size_t used = 0; used < std::size(loaded); ++used) {
    EXPECT_EQ(authors[used]->books().size(), 1U);
    EXPECT_EQ(count_loaded(authors), loaded[used]);
    EXPECT_THAT(count_loaded(authors), Le(2 * (used + 1) - 1));
  }
  EXPECT_EQ(recorder.statements()[0].parameter_sets, 1U);
  EXPECT_EQ(recorder.statements()[3].parameter_sets, 8U);
}

TEST_F(Adaptive, Scenario103_TheEndOfTheResultIsFollowedByItsBeginning) {
  store_authors(4, 1);
  const auto authors = all_authors();
  use(authors[2]);
  use(authors[3]);
  EXPECT_TRUE(orm::is_loaded(*authors[0], Author::fields.books));
  EXPECT_FALSE(orm::is_loaded(*authors[1], Author::fields.books));
}

TEST_F(Adaptive, Scenario103_WhatARelationshipLoadedIsOneCohort) {
  store_authors(100, 10, 5);
  std::size_t chapters = 0;
  for (const auto& author : all_authors()) {
    for (const Book& book : author->books()) chapters += book.chapters().size();
  }
  EXPECT_EQ(chapters, 5000U);
  // Seven for the books of the authors.
  EXPECT_THAT(recorder.executions(), Le(7 + limit(1000)));
}

TEST_F(Adaptive, Scenario103_TheOtherSideOfAKeyIsLoadedTheSameWay) {
  store_authors(1000, 1);
  const auto books = session.query<Book>().all();
  recorder.clear();
  for (const std::size_t i : shuffled(books.size(), 7)) {
    ASSERT_EQ(books[i]->author()->name(), "a" + std::to_string(i + 1));
  }
  EXPECT_EQ(recorder.executions(), 10U);
}

TEST_F(Adaptive, Scenario103_SoAreOneToOneAndManyToMany) {
  store_authors(100, 1);
  orm_test::execute(file(),
                    "INSERT INTO portraits SELECT id, id FROM authors;"
                    "INSERT INTO tags VALUES (1, 't'); "
                    "INSERT INTO book_tag SELECT id, 1 FROM books");
  for (const auto& author : all_authors()) ASSERT_EQ(author->portrait()->id(), author->id());
  EXPECT_EQ(recorder.executions(), 7U);
  const auto books = session.query<Book>().all();
  recorder.clear();
  for (const auto& book : books) ASSERT_EQ(book->tags()[0].word(), "t");
  EXPECT_EQ(recorder.executions(), 7U);
}

TEST_F(Adaptive, Scenario121_ExpiredObjectsAreReadTogether) {
  store_authors(1000, 0);
  const auto authors = all_authors();
  session.commit();
  orm_test::execute(file(), "UPDATE authors SET name = name || '!'");
  recorder.clear();
  for (const std::size_t i : shuffled(authors.size(), 3)) {
    ASSERT_EQ(authors[i]->name(), "a" + std::to_string(i + 1) + "!");
  }
  EXPECT_EQ(recorder.executions(), 10U);

  session.commit();
  recorder.clear();
  authors[0]->name();
  EXPECT_EQ(recorder.parameter_sets(), 1U) << "each commit begins again with one";
}

TEST_F(Adaptive, Scenario121_AnExpiredObjectWithoutARowDoesNotHarmTheOthers) {
  store_authors(4, 0);
  const auto authors = all_authors();
  session.commit();
  orm_test::execute(file(), "DELETE FROM authors WHERE id IN (2, 3)");
  EXPECT_EQ(authors[0]->name(), "a1");
  EXPECT_THROW(authors[1]->name(), orm::ObjectDeletedError);
  EXPECT_THROW(authors[2]->name(), orm::ObjectDeletedError);
  EXPECT_EQ(authors[3]->name(), "a4");
}

TEST_F(Adaptive, Scenario121_RefreshReadsOneObject) {
  store_authors(3, 0);
  const auto authors = all_authors();
  session.expire_all();
  for (const auto& author : authors) session.refresh(author);
  EXPECT_EQ(recorder.executions(), 3U);
  EXPECT_EQ(recorder.parameter_sets(), 3U);
}

TEST_F(Adaptive, Scenario103_WhatOneFlushInsertedIsOneCohort) {
  std::vector<Ptr<Author>> authors;
  authors.reserve(100);
  for (int i = 0; i < 100; ++i) authors.push_back(session.create<Author>({.name = "n"}));
  session.commit();
  recorder.clear();
  for (const auto& author : authors) ASSERT_TRUE(author->books().empty());
  EXPECT_EQ(recorder.executions(), 7U);
}

TEST_F(Adaptive, Scenario103_ALaterResultTakesItsObjectsIntoItsCohort) {
  store_authors(100, 1);
  std::vector<Ptr<Author>> authors;
  for (int i = 1; i <= 100; ++i) authors.push_back(session.get<Author>(i));
  recorder.clear();
  use(authors[0]);
  use(authors[1]);
  EXPECT_EQ(count_loaded(authors), 2U) << "they did not come together";

  all_authors();
  for (const auto& author : authors) use(author);
  EXPECT_EQ(recorder.executions(), 7U);
}

TEST_F(Adaptive, Scenario103_LazyloadAsksForOneAtATime) {
  store_authors(10, 1);
  const auto authors = session.query<Author>().options(orm::lazyload(Author::fields.books)).all();
  recorder.clear();
  for (const auto& author : authors) use(author);
  EXPECT_EQ(recorder.executions(), 10U);
}

TEST_F(Adaptive, Scenario103_LazySelectDoesUnlessAQueryAsksForMore) {
  store_authors(15, 0);
  for (const auto& author : all_authors()) (void)author->letters().size();
  EXPECT_EQ(recorder.executions(), 15U);

  session.expunge_all();
  const auto authors =
      session.query<Author>().options(orm::adaptiveload(Author::fields.letters)).all();
  recorder.clear();
  for (const auto& author : authors) (void)author->letters().size();
  EXPECT_EQ(recorder.executions(), 4U);
}

TEST_F(Adaptive, Scenario103_ManyRowsStopTheGrowth) {
  store_authors(40, 6000);
  const auto authors = all_authors();
  for (const auto& author : authors) use(author);
  // One, two, and two again for all that is left.
  EXPECT_EQ(recorder.executions(), 21U);
}

TEST_F(Adaptive, Scenario103_WhatHasLeftTheSessionIsPassedOver) {
  store_authors(8, 1);
  auto authors = all_authors();
  use(authors[0]);
  for (const std::size_t i : {1U, 2U, 4U}) session.expunge(authors[i]);
  authors[2] = nullptr;
  recorder.clear();
  use(authors[3]);
  EXPECT_EQ(recorder.parameter_sets(), 2U);
  EXPECT_TRUE(orm::is_loaded(*authors[5], Author::fields.books));
  EXPECT_THROW(use(authors[1]), orm::DetachedError);
}

TEST_F(Adaptive, Scenario103_WhatMayNotBeLoadedIsPassedOver) {
  store_authors(3, 1);
  const auto guarded = session.query<Author>()
                           .options(orm::raiseload(Author::fields.books))
                           .filter(Author::fields.id == 2)
                           .one();
  const auto authors = all_authors();
  use(authors[0]);
  use(authors[2]);
  EXPECT_THROW(use(guarded), orm::LazyLoadError);
}

TEST_F(Adaptive, Scenario103_ChangesThatAreNotWrittenCount) {
  store_authors(3, 1);
  const auto authors = all_authors();
  const auto guard = session.no_autoflush();
  const auto added = make<Book>({.title = "new"});
  added->set_author(authors[2]);
  use(authors[0]);
  use(authors[1]);
  ASSERT_TRUE(orm::is_loaded(*authors[2], Author::fields.books));
  ASSERT_EQ(authors[2]->books().size(), 2U);
  EXPECT_EQ(authors[2]->books()[1].title(), "new");
}

TEST_F(Adaptive, Scenario103_ALongSessionForgetsCohortsThatAreOver) {
  store_authors(64, 1);
  std::vector<Ptr<Author>> authors;
  for (int round = 0; round < 200; ++round) {
    authors = all_authors();
    session.expire_all();
    for (const std::size_t i : shuffled(authors.size(), static_cast<unsigned>(round))) {
      ASSERT_EQ(authors[i]->books()[0].author(), authors[i]);
      ASSERT_EQ(authors[i]->name(), "a" + std::to_string(i + 1));
    }
    ASSERT_THAT(recorder.executions(), Le(14U)) << "round " << round;
  }
}

// Improvement D5: what a removal has to know is read for all objects of a level.

TEST_F(Adaptive, Scenario039_ARemovalReadsLevelByLevel) {
  const auto root = make<Branch>({.name = "r"});
  for (const char* name : {"1", "2"}) {
    const auto branch = make<Branch>({.name = name});
    for (const char* leaf : {"a", "b"}) branch->branches().append(make<Branch>({.name = leaf}));
    root->branches().append(branch);
  }
  store(root);
  session.remove(root);
  // The last one finds that the leaves have no branches.
  EXPECT_THAT(executed(), ElementsAre("SELECT branches", "SELECT branches", "SELECT branches"));
  session.commit();
  EXPECT_THAT(executed(),
              ElementsAre("DELETE branches x4", "DELETE branches x2", "DELETE branches x1"));
  EXPECT_THAT(rows("SELECT count(*) FROM branches"), ElementsAre("0"));
}

TEST_F(Adaptive, Scenario086_AFlushReadsWhatItLetsGoOfTogether) {
  store_authors(3, 2);
  for (const auto& author : all_authors()) session.remove(author);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("SELECT books", "SELECT portraits", "SELECT letters",
                                      "UPDATE books SET author_id x6", "DELETE authors x3"));
  EXPECT_THAT(rows("SELECT count(*), count(author_id) FROM books"), ElementsAre("6|0"));
}

}  // namespace adaptive
