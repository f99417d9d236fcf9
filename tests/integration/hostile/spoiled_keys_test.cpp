// Keys that no session has written: NULL, another type, another form, of a row that is not there.
#include "database.h"
#include "hostile.orm.hpp"
#include "plain_connection.h"

namespace hostile {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr const char* tables = R"(
PRAGMA synchronous = OFF;
CREATE TABLE holders (id PRIMARY KEY, name);
CREATE TABLE notes (id PRIMARY KEY, thing_id, text);
CREATE TABLE things (id PRIMARY KEY, holder_id, box_id, flag DEFAULT 0, small DEFAULT 0,
  medium DEFAULT 0, big DEFAULT 0, single DEFAULT 0, real DEFAULT 0, text DEFAULT 't',
  brief DEFAULT '', data, day DEFAULT '2024-02-29', at, moment DEFAULT '2024-02-29 12:00:00',
  token DEFAULT x'00112233445566778899aabbccddeeff', price DEFAULT 0, ratio,
  grade DEFAULT 'pass', level DEFAULT 1, maybe);
CREATE TABLE places (code PRIMARY KEY, name, kind DEFAULT 'town');
CREATE TABLE visits (code, number, text DEFAULT 'v', PRIMARY KEY (code, number));
INSERT INTO holders VALUES (1, 'h');
INSERT INTO places (code, name) VALUES ('a', 'A');
INSERT INTO visits (code, number) VALUES ('a', 1);
)";

class SpoiledKeys : public testing::Test {
 protected:
  SpoiledKeys() { plain_.execute(tables); }

  // What each way to read says; all say the same place.
  void expect_refused(const char* column, const char* table, const std::string& what,
                      const std::vector<std::function<void(orm::Session&)>>& ways) {
    for (std::size_t i = 0; i < ways.size(); ++i) {
      SCOPED_TRACE("way " + std::to_string(i));
      orm::Session session(engine_);
      for (int time = 0; time < 2; ++time) {
        EXPECT_THAT(
            [&] { ways[i](session); },
            testing::ThrowsMessage<orm::DataError>(AllOf(
                HasSubstr(std::string("column \"") + column + "\" of table \"" + table + "\""),
                HasSubstr(" holds " + what))));
        EXPECT_TRUE(session.query<Holder>().exists());
      }
    }
  }

  orm_test::TemporaryFolder folder_;
  orm_test::PlainConnection plain_{folder_.file("a.db")};
  orm::Engine engine_ = orm::create_engine("sqlite:///" + folder_.file("a.db"));
};

const std::vector<std::function<void(orm::Session&)>> ways_to_things{
    [](orm::Session& s) { (void)s.query<Thing>().all(); },
    [](orm::Session& s) { (void)s.query<Thing>().first(); },
    [](orm::Session& s) { (void)s.query<Thing>().one(); },
    [](orm::Session& s) {
      for (const Thing& thing : s.query<Thing>().stream()) (void)thing.id();
    },
    [](orm::Session& s) { (void)s.query<Holder>().one()->things().size(); },
    [](orm::Session& s) {
      (void)s.query<Holder>().options(orm::joinedload(Holder::fields.things)).all();
    },
    [](orm::Session& s) {
      (void)s.query<Holder>().options(orm::selectinload(Holder::fields.things)).all();
    },
    [](orm::Session& s) {
      (void)s.query<Holder>().options(orm::immediateload(Holder::fields.things)).all();
    },
    [](orm::Session& s) {
      (void)s.query<Holder>()
          .outerjoin(Holder::fields.things)
          .select(Holder::fields, Thing::fields)
          .all();
    },
    [](orm::Session& s) {
      (void)s.query<Thing>().options(orm::load_only(Thing::fields.text)).all();
    },
};

TEST_F(SpoiledKeys, ThatAreNoWholeNumbersInOneFormAreRefused) {
  for (const auto& [sql, what] :
       std::vector<std::pair<std::string, std::string>>{{"NULL", "NULL"},
                                                        {"7.0", "7"},
                                                        {"'7'", "'7'"},
                                                        {"7.5", "7.5"},
                                                        {"x'07'", "x'07'"},
                                                        {"9e999", "inf"}}) {
    SCOPED_TRACE("id = " + sql);
    plain_.execute("DELETE FROM things; INSERT INTO things (id, holder_id) VALUES (" + sql +
                   ", 1)");
    expect_refused("id", "things", what, ways_to_things);
  }
}

TEST_F(SpoiledKeys, OfForeignRowsAreRefusedInOtherForms) {
  plain_.execute("INSERT INTO things (id, holder_id) VALUES (7, 1.0)");
  expect_refused("holder_id", "things", "1", {ways_to_things.begin(), ways_to_things.end() - 1});
}

TEST_F(SpoiledKeys, OfTextOrSeveralPartsMayNotBeNull) {
  plain_.execute("INSERT INTO places (code, name) VALUES (NULL, 'nowhere')");
  expect_refused("code", "places", "NULL",
                 {[](orm::Session& s) { (void)s.query<Place>().all(); },
                  [](orm::Session& s) {
                    for (const Place& place : s.query<Place>().stream()) (void)place.name();
                  },
                  [](orm::Session& s) {
                    (void)s.query<Place>().options(orm::joinedload(Place::fields.visits)).all();
                  }});
  plain_.execute("INSERT INTO visits (code, number) VALUES ('a', NULL)");
  expect_refused("number", "visits", "NULL",
                 {[](orm::Session& s) { (void)s.query<Visit>().all(); },
                  [](orm::Session& s) { (void)s.get_one<Place>("a")->visits().size(); },
                  [](orm::Session& s) {
                    (void)s.query<Place>()
                        .filter(Place::fields.code == "a")
                        .options(orm::joinedload(Place::fields.visits))
                        .all();
                  },
                  [](orm::Session& s) {
                    (void)s.query<Place>()
                        .filter(Place::fields.code == "a")
                        .options(orm::selectinload(Place::fields.visits))
                        .all();
                  }});
  plain_.execute("UPDATE visits SET code = NULL, number = 2 WHERE number IS NULL");
  expect_refused("code", "visits", "NULL", {[](orm::Session& s) { (void)s.query<Visit>().all(); }});
}

TEST_F(SpoiledKeys, ThatLeadNowhereLeadToNothingByEveryWay) {
  plain_.execute("INSERT INTO notes VALUES (1, 99, 'n')");
  const auto lazy = orm::lazyload(Note::fields.thing);
  const auto joined = orm::joinedload(Note::fields.thing);
  const auto selectin = orm::selectinload(Note::fields.thing);
  const auto expect_nothing = [&](const auto& option) {
    orm::Session session(engine_);
    const auto note = session.query<Note>().options(option).one();
    EXPECT_EQ(note->thing(), nullptr);
    EXPECT_THROW((void)note->thing()->text(), orm::NullPtrError);
  };
  expect_nothing(lazy);
  expect_nothing(joined);
  expect_nothing(selectin);
}

}  // namespace
}  // namespace hostile
