// Look-ups that are made again and again, which SQLite goes on with instead of beginning anew.
#include <chrono>
#include <cstdint>

#include "database.h"
#include "look_ups.orm.hpp"

namespace look_ups {

using namespace std::chrono_literals;
using orm::make;
using orm::Ptr;
using testing::ElementsAre;
using testing::IsEmpty;

class LookUps : public orm_test::DatabaseTest {
 protected:
  // More than are made by themselves before one stays open.
  static constexpr std::int64_t many = 10;

  LookUps() : DatabaseTest(&look_ups::create_all) {
    orm_test::execute(file(), R"(
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20)
        INSERT INTO shelves SELECT i, 'c' || i, 'r' || (i / 2), 'red' FROM n;
        INSERT INTO books SELECT 100 * s.id + n.id, 'b' || n.id, s.id
          FROM shelves AS s JOIN shelves AS n ON n.id <= s.id % 4;
        INSERT INTO slots SELECT id, 'p' || id, 'l' || id FROM shelves;)");
  }

  // The code of a shelf that the session does not have; "none" where there is no such row.
  std::string code(std::int64_t id) {
    session.expunge_all();
    const Ptr<Shelf> shelf = session.get<Shelf>(id);
    return shelf == nullptr ? "none" : shelf->code();
  }

  // After this the look-up by key is open.
  void look_up_often() {
    for (std::int64_t id = 1; id <= many; ++id) EXPECT_EQ(code(id), "c" + std::to_string(id));
  }

  static std::string line_of(const orm::StatementEvent& event) {
    return std::to_string(event.parameters) + "|" + std::to_string(event.rows) + "|" +
           std::string(event.sql);
  }

  std::string by_code(const std::string& code) {
    session.expunge_all();
    const Ptr<Shelf> shelf = session.query<Shelf>().filter(Shelf::fields.code == code).first();
    return shelf == nullptr ? "none" : std::to_string(shelf->id());
  }
};

TEST_F(LookUps, AreCompiledOnceMoreToStayOpen) {
  for (std::int64_t id = 1; id <= 4; ++id) code(id);
  EXPECT_EQ(recorder.prepares(), 1);
  look_up_often();
  EXPECT_EQ(recorder.prepares(), 2);
  look_up_often();
  EXPECT_EQ(recorder.prepares(), 2);
}

TEST_F(LookUps, AreToldAsTheSameStatementEachTime) {
  std::vector<std::string> told;
  orm::Engine watched = orm::create_engine(
      "sqlite:///" + file(),
      {.on_statement = [&](const orm::StatementEvent& event) { told.push_back(line_of(event)); }});
  orm::Session watching(watched);
  for (std::int64_t id = 1; id <= many; ++id) watching.get<Shelf>(id);
  ASSERT_EQ(told.size(), 1 + many);
  for (std::size_t i = 2; i < told.size(); ++i) EXPECT_EQ(told[i], told[1]);
  EXPECT_THAT(told[1], testing::StartsWith("1|1|SELECT"));
  EXPECT_THAT(told[1], testing::EndsWith("WHERE \"id\" = ?"));
}

TEST_F(LookUps, FindNothingWhereThereIsNothing) {
  look_up_often();
  EXPECT_EQ(code(999), "none");
  EXPECT_EQ(code(3), "c3");
  EXPECT_EQ(code(998), "none");
  EXPECT_EQ(code(997), "none");
  EXPECT_EQ(code(4), "c4");
}

TEST_F(LookUps, SeeWhatTheSessionHasWritten) {
  look_up_often();
  session.get<Shelf>(5)->set_code("changed");
  session.flush();
  EXPECT_EQ(by_code("changed"), "5");
  session.remove(session.get<Shelf>(6));
  session.add(make<Shelf>({.id = 6000, .code = "new", .room = "r", .colour = "blue"}));
  session.flush();
  EXPECT_EQ(code(5), "changed");
  EXPECT_EQ(code(6), "none");
  EXPECT_EQ(code(6000), "new");
}

TEST_F(LookUps, SeeWhatSqlHasWritten) {
  look_up_often();
  session.execute(orm::text("UPDATE shelves SET code = code || '!'"));
  EXPECT_EQ(code(7), "c7!");
}

TEST_F(LookUps, SeeWhatOthersHaveWrittenOnceTheTransactionHasEnded) {
  look_up_often();
  orm_test::execute(file(), "UPDATE shelves SET code = 'theirs' WHERE id = 2");
  EXPECT_EQ(code(2), "c2");
  session.commit();
  EXPECT_EQ(code(2), "theirs");
  for (std::int64_t id = 3; id <= many; ++id) code(id);
  orm_test::execute(file(), "UPDATE shelves SET code = 'again' WHERE id = 2");
  session.rollback();
  EXPECT_EQ(code(2), "again");
}

// A statement that is still open would keep the transaction open for reading.
TEST_F(LookUps, LetTheLogBeWrittenBackAfterACommit) {
  look_up_often();
  session.get<Shelf>(1)->set_colour("green");
  look_up_often();
  session.commit();
  EXPECT_THAT(rows("PRAGMA wal_checkpoint(TRUNCATE)"), ElementsAre("0|0|0"));
}

TEST_F(LookUps, AreInNobodysWay) {
  look_up_often();
  session.execute(orm::text("CREATE TABLE others (id INTEGER)"));
  session.execute(orm::text("DROP TABLE slots"));
  look_up_often();
  session.execute(orm::text("ALTER TABLE shelves ADD COLUMN height REAL"));
  look_up_often();
  session.commit();
  EXPECT_THAT(rows("SELECT count(*) FROM pragma_table_info('shelves')"), ElementsAre("5"));
}

TEST_F(LookUps, ComeBackToWhatWasThereBeforeASavepoint) {
  look_up_often();
  {
    auto savepoint = session.begin_nested();
    session.execute(orm::text("UPDATE shelves SET code = 'inside' WHERE id = 3"));
    EXPECT_EQ(code(3), "inside");
    for (std::int64_t id = 4; id <= many; ++id) code(id);
    savepoint.rollback();
  }
  EXPECT_EQ(code(3), "c3");
}

TEST_F(LookUps, GoOnBesideAStream) {
  std::vector<std::string> codes;
  for (Book& book : session.query<Book>().order_by(Book::fields.id).stream()) {
    codes.push_back(book.shelf()->code());
    session.expunge(book.shelf());
  }
  EXPECT_EQ(codes.size(), 30);
  EXPECT_EQ(codes.back(), "c19");
}

TEST_F(LookUps, ByAColumnHaveItsFirstRow) {
  for (std::int64_t id = 1; id <= many; ++id) {
    const std::string text = std::to_string(id);
    EXPECT_EQ(by_code("c" + text), text);
  }
  EXPECT_EQ(recorder.prepares(), 2);
  EXPECT_EQ(by_code("nobody"), "none");
  EXPECT_EQ(by_code("c1"), "1");
}

// The rows behind the first one are left over, and are not those of the next value.
TEST_F(LookUps, ByAColumnThatIsNotUniqueHaveTheFirstRowOfEachValue) {
  for (std::int64_t room = 1; room < 10; ++room) {
    session.expunge_all();
    const auto shelf =
        session.query<Shelf>().filter(Shelf::fields.room == "r" + std::to_string(room)).first();
    EXPECT_EQ(shelf->id(), 2 * room);
  }
}

// To go on to the next row would be to read the whole table.
TEST_F(LookUps, WithoutAnIndexDoNotStayOpen) {
  for (int i = 0; i < many; ++i) {
    EXPECT_EQ(session.query<Shelf>().filter(Shelf::fields.colour == "red").first()->id(), 1);
  }
  EXPECT_EQ(recorder.prepares(), 1);
}

TEST_F(LookUps, KeepToTheirLimits) {
  const auto in_room = [this](const char* room) {
    return session.query<Shelf>().filter(Shelf::fields.room == room);
  };
  for (int i = 0; i < many; ++i) {
    EXPECT_EQ(in_room("r3").all().size(), 2);
    EXPECT_EQ(in_room("r3").limit(1).all().size(), 1);
    EXPECT_EQ(in_room("r3").limit(0).all().size(), 0);
    EXPECT_EQ(in_room("r3").limit(-1).all().size(), 2);
    EXPECT_EQ(in_room("r3").limit(0).first(), nullptr);
    EXPECT_EQ(in_room("nowhere").all().size(), 0);
    EXPECT_EQ(in_room("r3").options(orm::selectinload(Shelf::fields.books)).limit(1).all().size(),
              1);
    EXPECT_THROW(in_room("r3").one(), orm::MultipleResultsFound);
    EXPECT_THROW(in_room("nowhere").one(), orm::NoResultFound);
    EXPECT_EQ(in_room("r0").one()->id(), 1);
  }
}

TEST_F(LookUps, LoadListsAndWhatTheyBelongTo) {
  session.query<Shelf>().all();
  std::vector<std::size_t> sizes;
  for (std::int64_t id = 1; id <= 20; ++id) {
    const Ptr<Shelf> shelf = session.get<Shelf>(id);
    sizes.push_back(shelf->books().size());
    for (const Book& book : shelf->books()) EXPECT_EQ(book.shelf(), shelf);
  }
  EXPECT_THAT(sizes, ElementsAre(1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0));
  const std::vector<Ptr<Book>> books = session.query<Book>().all();
  session.expire_all();
  for (const Ptr<Book>& book : books) EXPECT_EQ(book->shelf()->id(), *book->shelf_id());
}

TEST_F(LookUps, ByKeysOfSeveralColumns) {
  for (std::int32_t floor = 1; floor <= 20; ++floor) {
    const std::string text = std::to_string(floor);
    EXPECT_EQ((session.get<Slot>(floor, "p" + text)->label()), "l" + text);
    EXPECT_EQ((session.get<Slot>(floor, "p")), nullptr);
  }
}

TEST_F(LookUps, ByValuesThatAreWrittenAsText) {
  const auto day = [](unsigned number) { return orm::Date(2026y / 11 / std::chrono::day(number)); };
  for (unsigned i = 1; i <= many; ++i) {
    session.add(make<Day>({.date = day(i), .note = std::to_string(i)}));
    session.add(make<Talk>({.held_on = day(i)}));
  }
  session.commit();
  session.expunge_all();
  for (unsigned i = 1; i <= many; ++i) {
    EXPECT_EQ(session.get<Day>(day(i))->note(), std::to_string(i));
    const auto found = session.query<Day>().filter(Day::fields.date == day(i)).first();
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->note(), std::to_string(i));
    EXPECT_EQ(found->talks().size(), 1);
  }
}

// In a database that has texts where the schema has numbers, these are found by numbers.
TEST_F(LookUps, CompareAsParametersDo) {
  orm_test::execute(file(), R"(
      CREATE TABLE racks (id TEXT PRIMARY KEY, code TEXT, room TEXT, colour TEXT);
      INSERT INTO racks SELECT * FROM shelves;
      DROP TABLE shelves;
      ALTER TABLE racks RENAME TO shelves;)");
  look_up_often();
}

// To open one costs more than a run.
TEST_F(LookUps, AmongOtherStatementsDoNotStayOpen) {
  for (std::int64_t id = 1; id <= many; ++id) {
    code(id);
    session.query<Book>().count();
  }
  EXPECT_EQ(recorder.prepares(), 2);
}

TEST_F(LookUps, OfATableThatIsGoneFailAndRecover) {
  look_up_often();
  session.execute(orm::text("ALTER TABLE shelves RENAME TO racks"));
  for (int i = 0; i < 2; ++i) EXPECT_THROW(code(1), orm::StatementError);
  session.rollback();
  look_up_often();
}

TEST_F(LookUps, OfManyKindsStayOpenBesideEachOther) {
  for (std::int64_t id = 1; id <= 20; ++id) {
    session.expunge_all();
    const std::string text = std::to_string(id);
    EXPECT_EQ(session.get<Shelf>(id)->code(), "c" + text);
    EXPECT_EQ(by_code("c" + text), text);
    EXPECT_EQ((session.get<Slot>(static_cast<std::int32_t>(id), "p" + text)->label()), "l" + text);
    EXPECT_EQ(session.query<Book>().filter(Book::fields.shelf_id == id).all().size(), id % 4);
  }
  EXPECT_EQ(recorder.prepares(), 8);
}

// A file can bring along a table of that name only if it has been tampered with.
TEST_F(LookUps, CannotBeMisledByATableOfTheSameName) {
  orm_test::execute(file(), R"(
      PRAGMA writable_schema = ON;
      CREATE TABLE forged (v1, v2, v3, v4, v5, v6, v7, v8, question);
      UPDATE sqlite_schema SET name = 'sqlite_orm_asked', tbl_name = 'sqlite_orm_asked',
        sql = replace(sql, 'forged', 'sqlite_orm_asked') WHERE name = 'forged';)");
  session.close();
  look_up_often();
}

}  // namespace look_ups
