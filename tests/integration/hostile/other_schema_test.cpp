// A database that lacks what the schema has.
#include "database.h"
#include "hostile.orm.hpp"
#include "plain_connection.h"

namespace hostile {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

class OtherSchema : public orm_test::DatabaseTest {
 protected:
  OtherSchema() : DatabaseTest(&hostile::create_all) {
    session.add(orm::make<Place>({.code = "a", .name = "A"}));
    session.commit();
  }

  template <class Call>
  void expect_refused(Call call, const char* name, int line = __builtin_LINE()) {
    SCOPED_TRACE("line " + std::to_string(line));
    EXPECT_THAT(call, ThrowsMessage<orm::StatementError>(
                          AllOf(HasSubstr("the database refuses the statement"), HasSubstr(name),
                                HasSubstr("[SQL: "))));
    session.rollback();
    EXPECT_EQ(session.query<Holder>().count(), 0) << "the session goes on";
    session.commit();
  }
};

TEST_F(OtherSchema, AMissingTableIsNamed) {
  const auto place = session.get_one<Place>("a");
  session.commit();
  orm_test::execute(file(), "DROP TABLE visits");
  expect_refused([&] { (void)session.query<Visit>().all(); }, "no such table: visits");
  expect_refused([&] { (void)place->visits().size(); }, "no such table: visits");
  expect_refused([&] { (void)session.get<Visit>("a", 1); }, "no such table: visits");
  expect_refused(
      [&] {
        session.create<Visit>({.code = "a", .number = 1});
        session.commit();
      },
      "no such table: visits");
  EXPECT_THAT(rows("SELECT count(*) FROM places"), testing::ElementsAre("1"));
  ASSERT_EQ(engine.verify(hostile::registry()).size(), 1U);
}

TEST_F(OtherSchema, AMissingColumnIsNamed) {
  const auto place = session.get_one<Place>("a");
  session.commit();
  orm_test::execute(file(), "ALTER TABLE places DROP COLUMN kind");
  expect_refused([&] { (void)place->name(); }, "kind");
  expect_refused([&] { (void)session.query<Place>().all(); }, "kind");
  expect_refused([&] { session.refresh(place); }, "kind");
  expect_refused([&] { (void)session.query<Place>().select(Place::fields.kind).all(); }, "kind");
  expect_refused(
      [&] {
        for (const Place& each : session.query<Place>().stream()) (void)each.name();
      },
      "kind");
  expect_refused(
      [&] {
        session.create<Place>({.code = "b", .name = "B", .kind = "hill"});
        session.commit();
      },
      "kind");
  // What asks for the others gets on.
  EXPECT_EQ(session.query<Place>().select(Place::fields.name).scalar(), "A");
}

TEST_F(OtherSchema, AColumnThatTheProgramDoesNotKnowIsADatabaseError) {
  orm_test::execute(file(), "ALTER TABLE holders ADD COLUMN rank INTEGER NOT NULL DEFAULT 1");
  session.create<Holder>({.name = "h"});
  session.commit();
  EXPECT_THAT(rows("SELECT name, rank FROM holders"), testing::ElementsAre("h|1"));
}

TEST_F(OtherSchema, WhatTheDatabaseFillsInHasToFitToo) {
  orm_test::execute(file(),
                    "DROP TABLE places; CREATE TABLE places (code TEXT PRIMARY KEY, name TEXT, "
                    "kind DEFAULT 5)");
  session.create<Place>({.code = "b", .name = "B"});
  const auto names_it = AllOf(HasSubstr("column \"kind\" of table \"places\""),
                              HasSubstr(" holds 5, the schema says text"));
  EXPECT_THAT(
      [&] {
        session.flush();
        (void)session.get<Place>("b")->kind();
      },
      ThrowsMessage<orm::DataError>(names_it));
  session.rollback();
  EXPECT_THAT(
      [&] {
        (void)session.bulk_insert<Place>({{.code = "c", .name = "C"}},
                                         orm::returning(Place::fields));
      },
      ThrowsMessage<orm::DataError>(names_it));
  session.rollback();
  EXPECT_THAT(rows("SELECT count(*) FROM places"), testing::ElementsAre("0"));
  session.create<Place>({.code = "d", .name = "D", .kind = "hill"});
  session.commit();
  EXPECT_THAT(rows("SELECT code, kind FROM places"), testing::ElementsAre("d|hill"));
}

// SQLite converts them, and shows half a surrogate pair as U+FFFD.
TEST(OtherEncoding, TextsAreSeenAsUtf8) {
  const orm_test::TemporaryFolder folder;
  const std::string file = folder.file("a.db");
  orm_test::execute(file, "PRAGMA encoding = 'UTF-16be'; PRAGMA user_version = 1");
  orm::Engine engine = orm::create_engine("sqlite:///" + file);
  hostile::create_all(engine);
  orm::Session session(engine);
  const std::string key =
      "Gr\xc3\xbc\xc3\x9f"
      "e \xf0\x9f\x99\x82";
  session.add(orm::make<Place>({.code = key, .name = "plain"}));
  session.create<Visit>({.code = key, .number = 1, .text = std::string(300, 'x') + key});
  session.commit();
  session.expunge_all();
  const auto place = session.query<Place>().filter(Place::fields.code == key).one();
  EXPECT_EQ(place->code(), key);
  EXPECT_EQ(session.get<Place>(key), place);
  EXPECT_EQ(place->visits()[0].text(), std::string(300, 'x') + key);
  session.expunge_all();
  const auto joined = session.query<Place>().options(orm::joinedload(Place::fields.visits)).one();
  EXPECT_EQ(joined->visits().size(), 1U);
  EXPECT_THAT(orm_test::rows_of(file, "SELECT code FROM places"), testing::ElementsAre(key));
}

}  // namespace
}  // namespace hostile
