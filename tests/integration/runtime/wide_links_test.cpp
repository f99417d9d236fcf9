// Link tables with more columns and more keys than a pair has.
#include "database.h"
#include "wide_links.orm.hpp"

namespace wide_links {

using orm::make;
using orm::Ptr;
using testing::ElementsAre;
using testing::IsEmpty;

class WideLinks : public orm_test::DatabaseTest {
 protected:
  WideLinks() : DatabaseTest(&wide_links::create_all) {}

  template <class Range, class Get>
  static std::vector<std::string> each(const Range& range, Get get) {
    std::vector<std::string> texts;
    for (const auto& member : range) texts.push_back((member.*get)());
    return texts;
  }
};

class Castings : public WideLinks {
 protected:
  // The keys differ in all tables, so that none can pass for another.
  void SetUp() override {
    film->actors().assign({ann, bob});
    store(film);
  }

  std::vector<std::string> castings() const {
    return rows("SELECT fee, agent_id, actor_id, role, film_id FROM casting ORDER BY actor_id");
  }

  Ptr<Film> film = make<Film>({.id = 7, .title = "Stalker"});
  Ptr<Actor> ann = make<Actor>({.id = 11, .name = "Ann"});
  Ptr<Actor> bob = make<Actor>({.id = 12, .name = "Bob"});
};

// Once the first two keys of the table were written, or all of them.
TEST_F(Castings, APairIsWrittenIntoItsOwnColumns) {
  EXPECT_THAT(castings(), ElementsAre("NULL|NULL|11|NULL|7", "NULL|NULL|12|NULL|7"));
}

TEST_F(Castings, APairIsReadFromItsOwnColumns) {
  for (const bool joins : {false, true}) {
    session.expunge_all();
    auto query = session.query<Actor>().order_by(Actor::fields.id);
    query = joins ? query.options(orm::joinedload(Actor::fields.films))
                  : query.options(orm::selectinload(Actor::fields.films));
    for (const auto& actor : query.all()) {
      EXPECT_THAT(each(actor->films(), &Film::title), ElementsAre("Stalker"));
    }
  }
  session.expunge_all();
  EXPECT_THAT(each(session.get_one<Film>(7)->actors(), &Actor::name), ElementsAre("Ann", "Bob"));
}

// What else stands in a row is whoever's who wrote it there.
TEST_F(Castings, ARowOfAPairIsFoundWhateverElseItHolds) {
  orm_test::execute(file(),
                    "INSERT INTO agents VALUES (31, 'Eve');"
                    "UPDATE casting SET agent_id = 31, fee = 5, role = 'guide'");
  ASSERT_EQ(film->actors().size(), 2U);
  recorder.clear();
  film->actors().remove(ann);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("DELETE casting x1"));
  EXPECT_THAT(castings(), ElementsAre("5|31|12|guide|7"));
}

TEST_F(Castings, ARemovedEndTakesItsRowsAlong) {
  session.remove(ann);
  session.commit();
  EXPECT_THAT(castings(), ElementsAre("NULL|NULL|12|NULL|7"));
}

class Marks : public WideLinks {
 protected:
  std::vector<std::string> marks() const {
    return rows("SELECT author_id, reader_id, book_id FROM mark ORDER BY author_id, book_id");
  }

  Ptr<Reader> reader = make<Reader>({.id = 7, .name = "Eve"});
  Ptr<Book> book = make<Book>({.id = 11, .title = "Ubik"});
  Ptr<Author> author = make<Author>({.id = 31, .name = "Dick"});
};

TEST_F(Marks, TwoRelationshipsOfATableWriteEachItsOwnColumns) {
  reader->books().append(book);
  reader->authors().append(author);
  store(reader);
  EXPECT_THAT(marks(), ElementsAre("NULL|7|11", "31|7|NULL"));

  session.expunge_all();
  const auto found = session.get_one<Reader>(7);
  EXPECT_THAT(each(found->books(), &Book::title), ElementsAre("Ubik"));
  EXPECT_THAT(each(found->authors(), &Author::name), ElementsAre("Dick"));
}

TEST_F(Marks, TwoRelationshipsOfATableLetGoOfEachItsOwnRows) {
  reader->books().append(book);
  reader->authors().append(author);
  store(reader);
  reader->books().clear();
  reader->authors().clear();
  session.commit();
  EXPECT_THAT(marks(), IsEmpty());
}

// A pair that one side alone lists goes when that side is read again; those of other relationships
// and of views stand.
TEST_F(Marks, ExpiringOneRelationshipLeavesThePairsOfTheOther) {
  store(reader, book, author);
  // Else reading one would flush what was appended to the other.
  ASSERT_TRUE(reader->books().empty() && reader->authors().empty());
  reader->books().append(book);
  reader->authors().append(author);
  session.expire(reader);
  session.commit();
  EXPECT_THAT(marks(), ElementsAre("NULL|7|11"));
}

class Helpers : public WideLinks {
 protected:
  std::vector<std::string> helps() const {
    return rows("SELECT deputy_id, mentor_id, person_id FROM help ORDER BY deputy_id, mentor_id");
  }

  Ptr<Person> ann = make<Person>({.id = 1, .name = "Ann"});
  Ptr<Person> bob = make<Person>({.id = 2, .name = "Bob"});
};

TEST_F(Helpers, APathNamesItsTwoOfThreeKeysToOneTable) {
  ann->mentors().append(bob);
  ann->deputies().append(bob);
  store(ann);
  EXPECT_THAT(helps(), ElementsAre("NULL|2|1", "2|NULL|1"));

  session.expunge_all();
  const auto found = session.get_one<Person>(2);
  EXPECT_THAT(each(found->pupils(), &Person::name), ElementsAre("Ann"));
  EXPECT_TRUE(found->mentors().empty());
  EXPECT_TRUE(found->deputies().empty());
  found->pupils().clear();
  session.commit();
  EXPECT_THAT(helps(), ElementsAre("2|NULL|1"));
}

}  // namespace wide_links
