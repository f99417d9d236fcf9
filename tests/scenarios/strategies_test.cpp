// Scenarios 103, 111 and 116 where the schema names the strategy.
#include "database.h"
#include "school.orm.hpp"
#include "strategies.orm.hpp"

namespace strategies {

using orm::make;
using orm::Ptr;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class Strategies : public orm_test::DatabaseTest {
 protected:
  Strategies() : DatabaseTest(&strategies::create_all) {}

  // Commits, and starts as a new session would.
  void forget() {
    session.commit();
    session.expunge_all();
    recorder.clear();
  }

  // Two countries with two cities each, and a street in every city.
  void store_countries() {
    for (const char* name : {"a", "b"}) {
      const auto country = make<Country>({.name = name});
      for (const char* number : {"1", "2"}) {
        const auto city = make<City>({.name = std::string(name) + number, .country = country});
        make<Street>({.name = city->name() + "s"})->set_city(city);
      }
      session.add(country);
    }
    forget();
  }

  // Two documents with two pages, a cover and a label each.
  void store_documents() {
    for (const char* name : {"d1", "d2"}) {
      const auto document = make<Document>({.name = name});
      make<Page>({.text = "p1"})->set_document(document);
      make<Page>({.text = "p2"})->set_document(document);
      document->set_cover(make<Cover>({}));
      document->labels().append(make<Label>({.word = name}));
      session.add(document);
    }
    forget();
  }

  template <class Read>
  void expect_raises(Read read, const char* attribute, const char* option) {
    recorder.clear();
    try {
      read();
      ADD_FAILURE() << attribute << " was read";
    } catch (const orm::LazyLoadError& error) {
      EXPECT_THAT(error.what(), AllOf(HasSubstr(attribute), HasSubstr(option)));
    }
    EXPECT_EQ(recorder.executions(), 0U);
  }
};

TEST_F(Strategies, Scenario103_LazySelectinLoadsWithAQuery) {
  store_countries();
  const auto countries = session.query<Country>().all();
  EXPECT_THAT(executed(), ElementsAre("SELECT countries", "SELECT cities"));
  EXPECT_EQ(countries[1]->cities()[1].name(), "b2");
  EXPECT_TRUE(countries[1]->cities()[1].country() == countries[1]);
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(Strategies, Scenario103_CollectionsOfAFailedStatementAreLoadedLater) {
  store_countries();
  rows("UPDATE cities SET name = x'ff' WHERE name = 'b1'");
  EXPECT_THROW(session.query<Country>().all(), orm::DataError);
  const auto country = session.get_one<Country>(1);
  EXPECT_FALSE(orm::is_loaded(*country, Country::fields.cities));
  EXPECT_EQ(country->cities().size(), 2U);
}

TEST_F(Strategies, Scenario103_LazyJoinedChainsAndEndsWhereAnEntityComesAgain) {
  store_countries();
  const auto streets = session.query<Street>().order_by(Street::fields.id).all();
  // City and country are joined; the country's cities would lead back.
  ASSERT_EQ(recorder.executions(), 1U);
  EXPECT_THAT(recorder.statements()[0].sql,
              AllOf(HasSubstr("JOIN \"cities\""), HasSubstr("JOIN \"countries\"")));
  EXPECT_EQ(streets[3]->city()->country()->name(), "b");
  EXPECT_EQ(recorder.executions(), 1U);
}

TEST_F(Strategies, Scenario103_LazyJoinedLoadsWithGet) {
  store_countries();
  const auto street = session.get_one<Street>(4);
  EXPECT_EQ(street->city()->country()->name(), "b");
  EXPECT_EQ(recorder.executions(), 1U);
  EXPECT_TRUE(session.get<Street>(99) == nullptr);
}

TEST_F(Strategies, Scenario103_LazyJoinedLoadsWithALazyLoad) {
  store_countries();
  const auto city = session.query<City>()
                        .options(orm::lazyload(City::fields.country))
                        .filter(City::fields.name == "b1")
                        .one();
  EXPECT_EQ(recorder.executions(), 1U);
  // The country comes with its cities.
  EXPECT_EQ(city->country()->cities().size(), 2U);
  EXPECT_EQ(recorder.executions(), 3U);
}

TEST_F(Strategies, Scenario103_LazyJoinedLoadsWithAnotherLoader) {
  store_countries();
  const auto countries =
      session.query<Country>()
          .options(orm::selectinload(Country::fields.cities).selectinload(City::fields.streets))
          .all();
  EXPECT_THAT(executed(), ElementsAre("SELECT countries", "SELECT cities", "SELECT streets"));
  EXPECT_EQ(countries[0]->cities()[0].streets()[0].city()->country(), countries[0]);
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(Strategies, Scenario103_OptionsOverrideTheSchema) {
  store_countries();
  session.query<Country>().options(orm::lazyload(Country::fields.cities)).all();
  EXPECT_THAT(executed(), ElementsAre("SELECT countries"));
  session.expunge_all();
  session.query<Country>().options(orm::adaptiveload(Country::fields.cities)).all();
  EXPECT_THAT(executed(), ElementsAre("SELECT countries"));
  session.expunge_all();
  session.query<Country>().options(orm::joinedload(Country::fields.cities)).all();
  EXPECT_THAT(executed(), ElementsAre("SELECT countries"));
  session.expunge_all();
  session.query<Country>().options(orm::immediateload(Country::fields.cities)).all();
  EXPECT_THAT(executed(), ElementsAre("SELECT countries", "SELECT cities", "SELECT cities"));
}

TEST_F(Strategies, Scenario103_LazyImmediateTakesAStatementForEach) {
  store_documents();
  const auto documents = session.query<Document>().all();
  EXPECT_THAT(executed(),
              ElementsAre("SELECT documents", "SELECT document_label", "SELECT document_label"));
  EXPECT_EQ(documents[1]->labels()[0].word(), "d2");
  // A parent that the session has is not asked for.
  const auto covers = session.query<Cover>().all();
  EXPECT_TRUE(covers[1]->document() == documents[1]);
  EXPECT_THAT(executed(), ElementsAre("SELECT covers"));
}

TEST_F(Strategies, Scenario111_LazyRaiseIsAnErrorThatNamesTheOption) {
  store_documents();
  const auto document = session.query<Document>().first();
  const auto page = session.query<Page>().first();
  expect_raises([&] { document->pages().size(); }, "strategies::Document::pages",
                "selectinload(strategies::Document::fields.pages)");
  expect_raises([&] { document->cover(); }, "strategies::Document::cover",
                "selectinload(strategies::Document::fields.cover)");
  // Although the session has its document.
  expect_raises([&] { page->document(); }, "strategies::Page::document",
                "selectinload(strategies::Page::fields.document)");
  EXPECT_FALSE(orm::is_loaded(*document, Document::fields.pages));
}

TEST_F(Strategies, Scenario111_OptionsLoadWhatTheSchemaForbids) {
  store_documents();
  const auto documents =
      session.query<Document>()
          .options(orm::selectinload(Document::fields.pages),
                   orm::joinedload(Document::fields.cover), orm::lazyload(Document::fields.labels))
          .all();
  EXPECT_THAT(executed(), ElementsAre("SELECT documents", "SELECT pages"));
  EXPECT_EQ(documents[1]->pages().size(), 2U);
  EXPECT_TRUE(documents[1]->cover() != nullptr);
  EXPECT_TRUE(documents[1]->pages()[0].document() == documents[1]);
  EXPECT_EQ(recorder.executions(), 0U);

  session.expunge_all();
  const auto lazy =
      session.query<Document>().options(orm::lazyload(Document::fields.pages)).first();
  EXPECT_EQ(lazy->pages().size(), 2U);
  session.expire(lazy);
  EXPECT_THROW(lazy->pages().size(), orm::LazyLoadError);
}

TEST_F(Strategies, Scenario111_RaiseloadForbidsWhatTheSchemaLoads) {
  store_countries();
  const auto country =
      session.query<Country>().options(orm::raiseload(Country::fields.cities)).first();
  EXPECT_THAT(executed(), ElementsAre("SELECT countries"));
  expect_raises([&] { country->cities().size(); }, "strategies::Country::cities",
                "selectinload(strategies::Country::fields.cities)");
  const auto city = make<City>({.name = "new"});
  expect_raises([&] { country->cities().append(city); }, "strategies::Country::cities",
                "joinedload");
  // The other side needs nothing of it.
  city->set_country(country);
  // What was forbidden stays so until it is loaded.
  session.commit();
  EXPECT_THROW(country->cities().size(), orm::LazyLoadError);
  session.query<Country>().all();
  EXPECT_EQ(country->cities().size(), 3U);
  EXPECT_THAT(rows("SELECT count(*) FROM cities WHERE country_id = 1"), ElementsAre("3"));
}

TEST_F(Strategies, Scenario111_RaiseloadAtTheEndOfAChain) {
  store_countries();
  const auto countries =
      session.query<Country>()
          .options(orm::joinedload(Country::fields.cities).raiseload(City::fields.streets))
          .all();
  ASSERT_EQ(recorder.executions(), 1U);
  EXPECT_EQ(countries[1]->cities().size(), 2U);
  expect_raises([&] { countries[1]->cities()[0].streets().size(); }, "strategies::City::streets",
                "selectinload(strategies::City::fields.streets)");
  // Others of the same class are free.
  session.expunge_all();
  EXPECT_EQ(session.get_one<City>(1)->streets().size(), 1U);
}

TEST_F(Strategies, Scenario111_RaiseloadLeavesWhatTheSessionHad) {
  store_countries();
  const auto before = session.get_one<City>(1);
  const auto cities = session.query<City>()
                          .options(orm::raiseload(City::fields.streets))
                          .order_by(City::fields.id)
                          .all();
  EXPECT_EQ(before->streets().size(), 1U);
  EXPECT_THROW(cities[1]->streets().size(), orm::LazyLoadError);
}

TEST_F(Strategies, Scenario111_AFlushMayLoadWhatTheProgramMayNot) {
  store_documents();
  const auto document = session.query<Document>().first();
  session.remove(document);
  session.commit();
  EXPECT_THAT(rows("SELECT count(*) FROM pages WHERE document_id IS NULL"), ElementsAre("2"));
  EXPECT_THAT(rows("SELECT name FROM documents"), ElementsAre("d2"));
}

TEST_F(Strategies, Scenario116_LazyJoinedToItselfStopsAtDepthOne) {
  const auto car = make<Part>({.name = "car"});
  const auto engine_part = make<Part>({.name = "engine", .whole = car});
  make<Part>({.name = "piston"})->set_whole(engine_part);
  session.add(car);
  forget();
  const auto whole = session.query<Part>().filter(is_null(Part::fields.whole_id)).one();
  ASSERT_EQ(recorder.executions(), 1U);
  EXPECT_EQ(whole->parts()[0].name(), "engine");
  EXPECT_EQ(recorder.executions(), 1U);
  // The next access reads two levels again.
  EXPECT_EQ(whole->parts()[0].parts()[0].name(), "piston");
  EXPECT_TRUE(whole->parts()[0].parts()[0].parts().empty());
  EXPECT_EQ(recorder.executions(), 2U);
}

class School : public orm_test::DatabaseTest {
 protected:
  School() : DatabaseTest(&school::create_all) {}
};

TEST_F(School, Scenario103_TheSchoolOfTheLanguageLoadsItsStudents) {
  const auto ada = make<school::Student>({.name = "Ada"});
  const auto bob = make<school::Student>({.name = "Bob"});
  const auto zoology = make<school::Course>({.title = "Zoology"});
  const auto algebra = make<school::Course>({.title = "Algebra"});
  ada->courses().append(zoology);
  ada->courses().append(algebra);
  bob->courses().append(algebra);
  store(ada, bob);
  session.expunge_all();

  const auto courses = session.query<school::Course>().order_by(school::Course::fields.title).all();
  EXPECT_THAT(executed(), ElementsAre("SELECT Course", "SELECT student_course"));
  EXPECT_EQ(courses[0]->students().size(), 2U);
  EXPECT_EQ(courses[1]->students()[0].name(), "Ada");
  EXPECT_EQ(recorder.executions(), 0U);

  // From the other side, courses come in the order of their titles, with their students.
  session.expunge_all();
  const auto student = session.get_one<school::Student>(1);
  EXPECT_EQ(student->courses()[0].title(), "Algebra");
  EXPECT_EQ(student->courses()[1].title(), "Zoology");
  EXPECT_EQ(student->courses()[0].students().size(), 2U);
  EXPECT_THAT(executed(),
              ElementsAre("SELECT Student", "SELECT student_course", "SELECT student_course"));
  EXPECT_THAT(rows("SELECT count(*) FROM student_course"), ElementsAre("3"));
}

}  // namespace strategies
