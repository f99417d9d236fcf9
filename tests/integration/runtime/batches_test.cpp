// How many rows a statement of a flush takes, and what becomes of those before the one where it
// fails.
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "database.h"
#include "look_ups.orm.hpp"
#include "plain_connection.h"

namespace look_ups {

using orm::Ptr;
using testing::ElementsAre;

class Batches : public orm_test::DatabaseTest {
 protected:
  Batches() : DatabaseTest(&look_ups::create_all) { store_shelves(session); }

  // A hundred with the keys 1 to 100.
  static void store_shelves(orm::Session& session) {
    for (int i = 0; i < 100; ++i) {
      session.add(orm::make<Shelf>({.code = std::to_string(i + 1000), .room = "r", .colour = "c"}));
    }
    session.commit();
  }
  // So many books, whose shelves are what `shelf` says. How many statements that took.
  std::size_t steps_of_books(orm::Session& in, const std::function<int(int)>& shelf,
                             const std::string& title = "t", int books = 1000) {
    for (int i = 0; i < books; ++i) {
      in.add(orm::make<Book>({.title = title, .shelf_id = shelf(i)}));
    }
    const orm::StatementRecorder counted(in);
    in.commit();
    return counted.steps();
  }
  std::vector<Ptr<Book>> books_by_key() {
    return session.query<Book>().order_by(Book::fields.id).all();
  }
  std::size_t steps_of_commit() {
    recorder.clear();
    session.commit();
    return recorder.steps();
  }

  static std::vector<Shelf::Init> two_hundred_with_a_code_that_is_taken(int position) {
    std::vector<Shelf::Init> shelves;
    shelves.reserve(200);
    for (int i = 0; i < 200; ++i) {
      shelves.push_back(
          {.code = i == position ? "1000" : "new" + std::to_string(i), .room = "r", .colour = "c"});
    }
    return shelves;
  }
  static int clustered(int i) { return i / 10 + 1; }
  static int scattered(int i) { return i * 37 % 100 + 1; }
};

// 15 of 64 rows, and five of eight.
TEST_F(Batches, RowsThatComeToTheEndsOfTheirIndexesGoTogether) {
  EXPECT_EQ(steps_of_books(session, clustered), 20);
  EXPECT_THAT(rows("SELECT count(*), count(DISTINCT shelf_id), sum(shelf_id) FROM books"),
              ElementsAre("1000|100|50500"));
}

// The five of eight rows are few enough.
TEST_F(Batches, RowsThatAreScatteredOverAnIndexGoOneByOne) {
  EXPECT_EQ(steps_of_books(session, scattered), 965);
  EXPECT_THAT(rows("SELECT count(*), count(DISTINCT shelf_id), sum(shelf_id) FROM books"),
              ElementsAre("1000|100|50500"));
}

TEST_F(Batches, RowsThatAreWideGoInFewerTogether) {
  EXPECT_EQ(steps_of_books(session, clustered, std::string(1000, 'w')), 125);
  EXPECT_EQ(steps_of_books(session, clustered, std::string(3000, 'w')), 965);
}

TEST_F(Batches, InMemoryAllGoTogether) {
  orm::Engine memory = orm::create_engine("sqlite://");
  look_ups::create_all(memory);
  orm::Session other(memory);
  store_shelves(other);
  EXPECT_EQ(steps_of_books(other, scattered, std::string(3000, 'w')), 20);
}

// Shelves have no foreign keys, so that where their values come to does not matter.
TEST_F(Batches, WithoutForeignKeysAllGoTogether) {
  for (int i = 0; i < 1000; ++i) {
    session.add(orm::make<Shelf>({.code = std::to_string(i * 7919 % 10007 + 10000),
                                  .room = std::to_string(i * 37 % 100),
                                  .colour = std::string(1000, 'w')}));
  }
  EXPECT_EQ(steps_of_commit(), 20);
  EXPECT_THAT(rows("SELECT count(*) FROM shelves"), ElementsAre("1100"));
}

TEST_F(Batches, NothingStaysOfAFlushThatFailsPartWay) {
  for (Shelf::Init& shelf : two_hundred_with_a_code_that_is_taken(150)) {
    session.add(orm::make<Shelf>(std::move(shelf)));
  }
  EXPECT_THROW(session.commit(), orm::IntegrityError);
  session.rollback();
  EXPECT_THAT(rows("SELECT count(*) FROM shelves"), ElementsAre("100"));
  const auto shelf = orm::make<Shelf>({.code = "new0", .room = "r", .colour = "c"});
  session.add(shelf);
  session.commit();
  EXPECT_EQ(shelf->id(), 101);
}

TEST_F(Batches, OnlyTheSavepointIsTakenBackWhereAFlushFailsInOne) {
  session.add(orm::make<Shelf>({.code = "before", .room = "r", .colour = "c"}));
  auto savepoint = session.begin_nested();
  for (Shelf::Init& shelf : two_hundred_with_a_code_that_is_taken(150)) {
    session.add(orm::make<Shelf>(std::move(shelf)));
  }
  EXPECT_THROW(session.flush(), orm::IntegrityError);
  savepoint.rollback();
  session.add(orm::make<Shelf>({.code = "after", .room = "r", .colour = "c"}));
  session.commit();
  EXPECT_THAT(rows("SELECT code FROM shelves WHERE id > 100 ORDER BY id"),
              ElementsAre("before", "after"));
}

// The savepoint has what stood on each page, so that smaller statements gain nothing.
TEST_F(Batches, InASavepointAllGoTogether) {
  auto savepoint = session.begin_nested();
  for (int i = 0; i < 1000; ++i) {
    session.add(orm::make<Book>({.title = "t", .shelf_id = scattered(i)}));
  }
  recorder.clear();
  savepoint.commit();
  EXPECT_EQ(recorder.steps(), 20);
  EXPECT_EQ(steps_of_books(session, scattered), 965);
}

TEST_F(Batches, NothingStaysOfABulkInsertThatFailsPartWay) {
  session.add(orm::make<Shelf>({.code = "before", .room = "r", .colour = "c"}));
  session.flush();
  // In its first statement: only that is undone.
  EXPECT_THROW(session.bulk_insert<Shelf>(two_hundred_with_a_code_that_is_taken(10)),
               orm::IntegrityError);
  session.commit();
  EXPECT_THAT(rows("SELECT code FROM shelves WHERE id > 100"), ElementsAre("before"));
  EXPECT_THROW(session.bulk_insert<Shelf>(two_hundred_with_a_code_that_is_taken(150)),
               orm::IntegrityError);
  EXPECT_THROW(session.commit(), orm::PendingRollbackError);
  session.rollback();
  EXPECT_THAT(rows("SELECT code FROM shelves WHERE id > 100"), ElementsAre("before"));
}

// SQLite has written the rows when it gives the first one back.
TEST_F(Batches, NothingStaysOfABulkInsertWhoseRowsCannotBeRead) {
  orm_test::execute(file(), R"(
      DROP TABLE shelves;
      CREATE TABLE shelves (id INTEGER PRIMARY KEY, code TEXT, room TEXT, colour INTEGER);)");
  EXPECT_THROW(session.bulk_insert<Shelf>({{.code = "a", .room = "r", .colour = "7"}},
                                          orm::returning(Shelf::fields.colour)),
               orm::DataError);
  EXPECT_THROW(session.commit(), orm::PendingRollbackError);
  session.rollback();
  EXPECT_THAT(rows("SELECT count(*) FROM shelves"), ElementsAre("0"));
}

// What the flush asks about the table is no reason to give up at once.
TEST_F(Batches, AFlushWaitsForTheLock) {
  for (const int objects : {2, 100}) {
    const orm_test::PlainConnection other(file());
    other.execute("BEGIN IMMEDIATE");
    for (int i = 0; i < objects; ++i) {
      session.add(orm::make<Shelf>({.id = 1000 * objects + i,
                                    .code = std::to_string(1000 * objects + i),
                                    .room = "r",
                                    .colour = "c"}));
      session.add(orm::make<Book>({.title = "t"}));
    }
    std::thread ends([&other] {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      other.execute("COMMIT");
    });
    EXPECT_NO_THROW(session.commit());
    ends.join();
  }
}

// A conflict clause of the statement would go over that of the trigger.
TEST_F(Batches, TriggersKeepTheirConflictClauses) {
  orm_test::execute(file(), R"(
      CREATE TABLE rooms (name TEXT PRIMARY KEY, shelves INTEGER);
      CREATE TRIGGER note AFTER INSERT ON shelves BEGIN
        INSERT OR IGNORE INTO rooms VALUES (new.room, 0);
        UPDATE rooms SET shelves = shelves + 1 WHERE name = new.room;
      END;
      CREATE TRIGGER note_change AFTER UPDATE ON shelves BEGIN
        INSERT OR IGNORE INTO rooms VALUES (new.colour, 0);
      END;)");
  std::vector<Ptr<Shelf>> shelves;
  for (int i = 0; i < 300; ++i) {
    shelves.push_back(orm::make<Shelf>({.id = 1000 + i,
                                        .code = "n" + std::to_string(i),
                                        .room = i < 5 ? "a" : "b",
                                        .colour = "c"}));
    session.add(shelves.back());
  }
  session.commit();
  EXPECT_THAT(rows("SELECT name, shelves FROM rooms ORDER BY name"), ElementsAre("a|5", "b|295"));
  for (const auto& shelf : shelves) shelf->set_colour("d");
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM rooms ORDER BY name"), ElementsAre("a", "b", "d"));
}

TEST_F(Batches, ChangedRowsThatStandCloseGoTogether) {
  steps_of_books(session, clustered);
  const auto change = [this](std::int64_t distance) {
    int changed = 0;
    for (const auto& book : books_by_key()) {
      if (book->id() % distance != 0) continue;
      book->set_title(book->title() + "!");
      ++changed;
    }
    const std::size_t steps = steps_of_commit();
    EXPECT_THAT(rows("SELECT count(*) FROM books WHERE title LIKE '%!' AND id % " +
                     std::to_string(distance) + " = 0"),
                ElementsAre(std::to_string(changed)));
    return steps;
  };
  // 62 ranges of 16 rows, and eight rows.
  EXPECT_EQ(change(1), 70);
  // A batch of 256 rows of 500.
  orm_test::execute(file(), "UPDATE books SET title = 't'");
  session.expire_all();
  EXPECT_EQ(change(2), 245);
  session.expire_all();
  EXPECT_EQ(change(3), 333);
}

TEST_F(Batches, RowsInsertedInBulk) {
  std::vector<Book::Init> books;
  books.reserve(1000);
  for (int i = 0; i < 1000; ++i) books.push_back({.title = "t", .shelf_id = scattered(i)});
  recorder.clear();
  session.bulk_insert<Book>(books);
  // The first 64 rows, then single ones up to the five of eight rows.
  EXPECT_EQ(recorder.steps(), 902);
  session.commit();
  EXPECT_THAT(rows("SELECT count(*), sum(shelf_id) FROM books"), ElementsAre("1000|50500"));
  recorder.clear();
  for (Book::Init& book : books) book.shelf_id = 1;
  const auto returned = session.bulk_insert<Book>(books, orm::returning(Book::fields.id));
  EXPECT_EQ(recorder.steps(), 20);
  EXPECT_EQ(returned.size(), 1000);
}

}  // namespace look_ups
