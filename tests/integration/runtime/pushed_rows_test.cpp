// Queries for all rows, which SQLite gives to a function instead of stopping at each.
#include <cstdint>

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
