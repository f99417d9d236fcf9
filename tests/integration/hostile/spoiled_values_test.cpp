// What other programs have written into a column is seen as it is, or refused by an error that says
// where it stands: in each way of reading, and the session goes on.
#include "spoiled_values.h"

#include "database.h"
#include "plain_connection.h"

namespace hostile {
namespace {

using testing::AllOf;
using testing::HasSubstr;

// Columns without types, so that SQLite converts nothing.
constexpr const char* script = R"(
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
CREATE TABLE holders (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE boxes (id INTEGER PRIMARY KEY);
CREATE TABLE labels (id INTEGER PRIMARY KEY);
CREATE TABLE things (id INTEGER PRIMARY KEY, holder_id, box_id, flag, small, medium, big, single,
  real, text, brief, data, day, at, moment, token, price, ratio, grade, level, maybe);
CREATE TABLE notes (id INTEGER PRIMARY KEY, thing_id, text);
CREATE TABLE label_thing (label_id, thing_id, PRIMARY KEY (label_id, thing_id));
INSERT INTO holders VALUES (1, 'a'), (2, 'b'), (3, 'c');
INSERT INTO boxes VALUES (1);
INSERT INTO labels VALUES (1);
WITH n(id, holder, box) AS (VALUES (6, 1, NULL), (7, 1, 1), (8, 1, NULL), (9, 2, NULL))
INSERT INTO things SELECT id, holder, box, 0, 1, 2, 3, 0.5, 1.5, 't', 'b', x'00', '2024-02-29',
  '12:00:00', '2024-02-29 12:00:00', x'00112233445566778899aabbccddeeff', 1.5, '0.5', 'pass', 1, 4
FROM n;
INSERT INTO notes VALUES (1, 7, 'n');
INSERT INTO label_thing VALUES (1, 6), (1, 7), (1, 8);
)";

class SpoiledValues : public testing::TestWithParam<std::size_t> {
 protected:
  SpoiledValues() { plain_.execute(script); }

  const ColumnCase& column() const { return column_cases().at(GetParam()); }
  void write(const std::string& sql) const {
    plain_.execute("UPDATE things SET " + column().column + " = " + sql + " WHERE id = 7");
  }
  void mend() const { write(column().values.front().sql); }

  // What is read, or what the error says.
  template <class Read>
  std::string outcome(Read read) const {
    try {
      return "read " + read();
    } catch (const orm::DataError& error) {
      return error.what();
    }
  }

  template <class Read>
  void expect_outcome(Read read, const Stored& stored, const std::string& key) {
    if (stored.seen.has_value()) {
      EXPECT_EQ(outcome(read), "read " + *stored.seen);
    } else {
      EXPECT_THAT(outcome(read),
                  AllOf(HasSubstr("column \"" + column().column + "\" of table \"things\"" + key),
                        HasSubstr(" holds "), HasSubstr("the schema says")));
    }
  }

  // The same twice, then what fits, in one session.
  template <class Read>
  void check(orm::Session& session, const Stored& stored, const std::string& key, Read read) {
    write(stored.sql);
    expect_outcome(read, stored, key);
    EXPECT_EQ(session.query<Holder>().count(), 3) << "the session goes on";
    expect_outcome(read, stored, key);
    session.rollback();
    mend();
    expect_outcome(read, column().values.front(), key);
  }

  orm_test::TemporaryFolder folder_;
  orm_test::PlainConnection plain_{folder_.file("a.db")};
  orm::Engine engine_ = orm::create_engine("sqlite:///" + folder_.file("a.db"),
                                           {.synchronous = orm::Synchronous::Off});
};

TEST_P(SpoiledValues, AreSeenOrRefusedInAllWaysToTheObject) {
  for (const ObjectWay& way : object_ways()) {
    for (const Stored& stored : column().values) {
      SCOPED_TRACE(column().column + " = " + stored.sql + " by " + way.name);
      mend();
      orm::Session session(engine_);
      way.prepare(session);
      session.commit();
      check(session, stored, ", row with the key 7", [&] {
        const orm::Ptr<Thing> thing = way.load(session);
        return thing == nullptr ? "no object" : column().of_object(*thing);
      });
    }
  }
}

TEST_P(SpoiledValues, AreSeenOrRefusedInAllWaysToTheRow) {
  for (const RowWay& way : column().row_ways) {
    for (const Stored& stored : column().values) {
      SCOPED_TRACE(column().column + " = " + stored.sql + " by " + way.name);
      orm::Session session(engine_);
      check(session, stored, "", [&] { return way.read(session); });
    }
  }
}

std::vector<std::size_t> all_columns() {
  std::vector<std::size_t> numbers(column_cases().size());
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = i;
  return numbers;
}

INSTANTIATE_TEST_SUITE_P(Columns, SpoiledValues, testing::ValuesIn(all_columns()),
                         [](const auto& tested) { return column_cases().at(tested.param).column; });

}  // namespace
}  // namespace hostile
