// Queries for all rows, which SQLite gives to a function instead of stopping at each.
#include <cstdint>
#include <functional>

#include "adaptive.orm.hpp"
#include "database.h"
#include "look_ups.orm.hpp"

namespace look_ups {

using orm::Ptr;
using testing::ElementsAre;
using testing::HasSubstr;

class PushedRows : public orm_test::DatabaseTest {
 protected:
  // Rows by room come in another order than those by key.
  PushedRows() : DatabaseTest(&look_ups::create_all) {
    orm_test::execute(file(), R"(
        INSERT INTO shelves (id, code, room, colour) VALUES
          (1, 'a', 'r9', 'red'), (2, 'b', 'r1', 'red'), (3, 'c', 'r5', 'red'), (-4, 'd', 'r7', 'red');
        INSERT INTO books (title, shelf_id) VALUES ('x', 1), ('y', 2), ('z', 1), ('v', -4);)");
  }

  static std::vector<std::string> codes(const std::vector<Ptr<Shelf>>& shelves) {
    std::vector<std::string> codes;
    codes.reserve(shelves.size());
    for (const Ptr<Shelf>& shelf : shelves) codes.push_back(shelf->code());
    return codes;
  }
  static constexpr auto& fields = Shelf::fields;
};

TEST_F(PushedRows, AreInTheOrderOfTheirKeysWhereItIsAskedFor) {
  const auto from = [this](const char* room) {
    return session.query<Shelf>().filter(fields.room >= room);
  };
  EXPECT_THAT(codes(from("r1").order_by(fields.id).all()), ElementsAre("d", "a", "b", "c"));
  EXPECT_THAT(codes(from("r1").order_by(orm::desc(fields.id)).all()),
              ElementsAre("c", "b", "a", "d"));
  EXPECT_THAT(codes(from("r1").order_by(fields.room).all()), ElementsAre("b", "c", "d", "a"));
  EXPECT_THAT(codes(from("r1").order_by(fields.id).limit(2).all()), ElementsAre("d", "a"));
  EXPECT_THAT(codes(from("r1").order_by(fields.id).offset(1).all()), ElementsAre("a", "b", "c"));
  const auto joined = from("r1").options(orm::joinedload(fields.books));
  EXPECT_THAT(codes(joined.order_by(fields.id).all()), ElementsAre("d", "a", "b", "c"));
  EXPECT_THAT(codes(joined.order_by(orm::desc(fields.id)).all()), ElementsAre("c", "b", "a", "d"));
  EXPECT_EQ(joined.order_by(fields.id).all()[1]->books().size(), 2);
}

// Where an index has all columns, SQLite would rather read that.
TEST_F(PushedRows, AreInTheOrderOfTheirKeysWhereAnIndexHasAllColumns) {
  orm_test::execute(file(), R"(
      INSERT INTO days VALUES ('2026-01-01', ''), ('2026-01-02', ''), ('2026-01-03', '');
      INSERT INTO talks VALUES (1, '2026-01-03'), (2, '2026-01-02'), (3, '2026-01-01');)");
  std::vector<std::int64_t> ids;
  for (const auto& talk : session.query<Talk>().order_by(Talk::fields.id).all()) {
    ids.push_back(talk->id());
  }
  EXPECT_THAT(ids, ElementsAre(1, 2, 3));
}

// A database of others, whose rows are not kept by their key.
TEST_F(PushedRows, AreInTheOrderOfKeysThatAreNoRowids) {
  orm_test::execute(file(), R"(
      DROP TABLE slots;
      ALTER TABLE shelves RENAME TO old;
      CREATE TABLE shelves (id INT PRIMARY KEY, code TEXT, room TEXT, colour TEXT);
      INSERT INTO shelves SELECT * FROM old ORDER BY id DESC;)");
  EXPECT_THAT(codes(session.query<Shelf>().order_by(fields.id).all()),
              ElementsAre("d", "a", "b", "c"));
}

TEST_F(PushedRows, AreOneStatement) {
  session.query<Shelf>().order_by(fields.id).all();
  session.query<Shelf>().order_by(fields.id).all();
  EXPECT_EQ(recorder.prepares(), 1);
  EXPECT_THAT(executed(), ElementsAre("SELECT shelves", "SELECT shelves"));
}

TEST_F(PushedRows, MayBeNone) {
  EXPECT_EQ(session.query<Slot>().all().size(), 0);
  EXPECT_EQ(session.query<Shelf>().filter(fields.id > 100).all().size(), 0);
}

// What reading a row raises passes through SQLite, and the next query is as if nothing had been.
TEST_F(PushedRows, PassErrorsOn) {
  orm_test::execute(file(), "UPDATE shelves SET code = x'00' WHERE id = 3");
  for (int i = 0; i < 3; ++i) {
    try {
      session.query<Shelf>().order_by(fields.id).all();
      FAIL() << "a blob is no text";
    } catch (const orm::DataError& error) {
      EXPECT_THAT(error.what(), HasSubstr("column \"code\" of table \"shelves\""));
    }
    EXPECT_EQ(session.query<Book>().all().size(), 4);
  }
  session.execute(orm::text("UPDATE shelves SET code = 'mended' WHERE id = 3"));
  EXPECT_EQ(session.query<Shelf>().all().size(), 4);
}

TEST_F(PushedRows, AreToldOfWithThePlainText) {
  std::vector<std::string> told;
  orm::Engine watched = orm::create_engine(
      "sqlite:///" + file(), {.on_statement = [&](const orm::StatementEvent& event) {
        told.push_back(std::to_string(event.rows) + " " + std::string(event.sql));
      }});
  orm::Session watching(watched);
  EXPECT_EQ(watching.query<Shelf>().order_by(fields.id).all().size(), 4);
  ASSERT_EQ(told.size(), 2);
  EXPECT_THAT(told[1], testing::StartsWith("4 SELECT \"shelves\".\"id\""));
  EXPECT_THAT(told[1], testing::EndsWith("ORDER BY \"shelves\".\"id\""));
}

const orm::SqlFunction<std::int64_t(std::int64_t)> meddle("meddle");

// The statement that runs could not go on.
TEST_F(PushedRows, CannotBeEndedByAFunctionOfTheQuery) {
  std::function<void()> end;
  orm::Engine own = orm::create_engine("sqlite:///" + file(),
                                       {.functions = {meddle.defined_as([&end](std::int64_t id) {
                                          end();
                                          return id;
                                        })}});
  orm::Session meddled(own);
  const std::function<void()> ends[] = {[&] { meddled.rollback(); }, [&] { meddled.commit(); },
                                        [&] { meddled.close(); }};
  for (const auto& each : ends) {
    end = each;
    try {
      meddled.query<Shelf>().filter(meddle(fields.id) > 0).all();
      FAIL() << "it has been ended";
    } catch (const orm::StatementError& error) {
      EXPECT_THAT(error.what(), HasSubstr("was called while a row is read"));
    }
  }
  end = [&] { EXPECT_EQ(meddled.query<Book>().all().size(), 4); };
  EXPECT_EQ(meddled.query<Shelf>().filter(meddle(fields.id) > 0).all().size(), 3);
}

// The function would be given what is no row.
TEST_F(PushedRows, CannotBeForgedByAFunctionOfTheQuery) {
  const orm::SqlFunction<std::int64_t(std::int64_t)> take("sqlite_orm_take");
  EXPECT_THROW(session.query<Shelf>().filter(take(fields.id) > 0).all(), orm::Error);
  session.rollback();
  EXPECT_EQ(session.query<Shelf>().all().size(), 4);
}

TEST_F(PushedRows, KeepTheirFunctionToThemselves) {
  session.query<Shelf>().all();
  EXPECT_THROW((session.execute<std::int64_t>(orm::text("SELECT sqlite_orm_take(1)"))),
               orm::StatementError);
  session.rollback();
  session.execute(orm::text("CREATE VIEW taken AS SELECT sqlite_orm_take(id) AS n FROM shelves"));
  EXPECT_THROW((session.execute<std::int64_t>(orm::text("SELECT n FROM taken"))),
               orm::StatementError);
  session.rollback();
  EXPECT_EQ(session.query<Shelf>().all().size(), 4);
}

}  // namespace look_ups

namespace adaptive {

class PushedBranches : public orm_test::DatabaseTest {
 protected:
  PushedBranches() : DatabaseTest(&adaptive::create_all) {}
};

// What the first object was linked to is read anew, and lets go of it before the query has ended.
TEST_F(PushedBranches, StayWhileOthersAreReadAnew) {
  orm_test::execute(file(),
                    "INSERT INTO branches (id, name, parent_id) VALUES (1, 'leaf', NULL), (2, "
                    "'tree', NULL); UPDATE branches SET parent_id = 2 WHERE id = 1");
  const auto tree = session.get<Branch>(2);
  EXPECT_EQ(tree->branches().size(), 1);
  orm_test::execute(file(), "UPDATE branches SET parent_id = NULL");
  session.commit();
  const auto all = session.query<Branch>().populate_existing().order_by(Branch::fields.id).all();
  ASSERT_EQ(all.size(), 2);
  EXPECT_EQ(all[0]->name(), "leaf");
  EXPECT_EQ(all[0]->state(), orm::ObjectState::Persistent);
}

}  // namespace adaptive
