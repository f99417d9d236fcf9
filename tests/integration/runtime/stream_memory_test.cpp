// Scenario 109: the memory of a stream does not grow with its rows. ORM_STREAM_ROWS says how many
// there are, two million unless it is set.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "adaptive.orm.hpp"
#include "allocations.h"
#include "scenario.h"

namespace scenarios {

namespace {

std::int64_t wanted_rows() {
  const char* text = std::getenv("ORM_STREAM_ROWS");
  return text == nullptr ? 2'000'000 : std::atoll(text);
}

}  // namespace

class StreamMemory : public testing::Test {
 protected:
  StreamMemory() : engine(orm::create_engine("sqlite:///" + file())) {
    scenarios::create_all(engine);
    adaptive::create_all(engine);
  }

  std::string file() const { return folder.file("test.db"); }

  void fill(const std::string& insert, std::int64_t count) const {
    orm_test::execute(file(),
                      "PRAGMA synchronous = OFF; WITH RECURSIVE n(i) AS (SELECT 1 UNION "
                      "ALL SELECT i + 1 FROM n WHERE i < " +
                          std::to_string(count) + ") " + insert + " FROM n");
  }

  // The most bytes that `program(session, count)` needs beyond those before it.
  template <class Program>
  std::size_t needed(std::int64_t count, Program program) {
    orm::Session session(engine);
    orm_test::reset_most_bytes();
    const std::size_t before = orm_test::live_bytes();
    program(session, count);
    return orm_test::most_bytes() - before;
  }

  // That it is the same for all rows as for a tenth of them. Where the lists of a session begin to
  // be cleared is a matter of chance.
  template <class Program>
  void expect_flat(const char* what, std::int64_t rows, Program program) {
    const std::size_t of_tenth = needed(rows / 10, program);
    const std::size_t of_all = needed(rows, program);
    std::printf("note: %s: %lld rows in %zu KiB, a tenth of them in %zu KiB\n", what,
                static_cast<long long>(rows), of_all / 1024, of_tenth / 1024);
    EXPECT_LE(of_all, of_tenth + of_tenth / 20);
    EXPECT_LT(of_all, std::size_t{4} << 20);
  }

  orm_test::TemporaryFolder folder;
  orm::Engine engine;
};

TEST_F(StreamMemory, Scenario109_ObjectsWithoutLinks) {
  const std::int64_t rows = wanted_rows();
  fill("INSERT INTO invoices SELECT i, printf('number %030d', i)", rows);
  expect_flat("objects", rows, [](orm::Session& session, std::int64_t count) {
    std::int64_t sum = 0;
    for (Invoice& each :
         session.query<Invoice>().order_by(Invoice::fields.id).limit(count).stream()) {
      sum += each.id() + static_cast<std::int64_t>(each.number().size());
    }
    EXPECT_EQ(sum, count * (count + 1) / 2 + 37 * count);
  });
}

TEST_F(StreamMemory, Scenario109_ObjectsWithCollections) {
  const std::int64_t rows = wanted_rows() / 10;
  fill("INSERT INTO users SELECT i, 'a name that stands on the heap ' || i", rows);
  fill("INSERT INTO addresses SELECT i, 'a' || i, 1 + i % " + std::to_string(rows), 2 * rows);
  orm_test::rows_of(file(), "CREATE INDEX addresses_of ON addresses (user_id)");
  expect_flat("objects with collections", rows, [](orm::Session& session, std::int64_t count) {
    std::size_t found = 0;
    for (User& each : session.query<User>()
                          .options(orm::selectinload(User::fields.addresses))
                          .order_by(User::fields.id)
                          .limit(count)
                          .stream()) {
      for (const Address& a : each.addresses()) found += a.user() == nullptr ? 0U : 1U;
    }
    EXPECT_EQ(found, 2 * static_cast<std::size_t>(count));
  });
}

TEST_F(StreamMemory, Scenario109_CollectionsReadAtTheirFirstUse) {
  const std::int64_t rows = wanted_rows() / 20;
  fill("INSERT INTO authors SELECT i, 'a' || i", rows);
  fill("INSERT INTO books SELECT i, 'b' || i, 1 + i % " + std::to_string(rows), 2 * rows);
  orm_test::rows_of(file(), "CREATE INDEX books_of ON books (author_id)");
  expect_flat("first uses", rows, [](orm::Session& session, std::int64_t count) {
    std::size_t found = 0;
    for (adaptive::Author& each : session.query<adaptive::Author>()
                                      .order_by(adaptive::Author::fields.id)
                                      .limit(count)
                                      .stream()) {
      found += each.books().size();
    }
    EXPECT_EQ(found, 2 * static_cast<std::size_t>(count));
  });
}

TEST_F(StreamMemory, Scenario109_ObjectsThatAreChanged) {
  const std::int64_t rows = wanted_rows() / 20;
  fill("INSERT INTO users SELECT i, 'u' || i", rows);
  expect_flat("changes", rows, [](orm::Session& session, std::int64_t count) {
    std::int64_t read = 0;
    for (User& each : session.query<User>().order_by(User::fields.id).limit(count).stream(100)) {
      each.set_name("changed");
      if (++read % 100 == 0) session.commit();
    }
    EXPECT_EQ(read, count);
    session.rollback();
  });
  EXPECT_THAT(orm_test::rows_of(file(), "SELECT count(*) FROM users WHERE name = 'changed'"),
              ElementsAre(std::to_string(rows)));
}

TEST_F(StreamMemory, Scenario109_TwoStreamsOverTheSameObjects) {
  const std::int64_t rows = wanted_rows() / 20;
  fill("INSERT INTO users SELECT i, 'u' || i", rows);
  fill("INSERT INTO addresses SELECT i, 'a' || i, i", rows);
  orm_test::rows_of(file(), "CREATE INDEX addresses_of ON addresses (user_id)");
  expect_flat("two streams", rows, [](orm::Session& session, std::int64_t count) {
    const auto query = session.query<User>()
                           .options(orm::selectinload(User::fields.addresses))
                           .order_by(User::fields.id)
                           .limit(count);
    auto one = query.stream(300);
    auto two = query.stream(500);
    auto other = two.begin();
    for (User& each : one) {
      EXPECT_EQ(&each, &*other);
      ++other;
    }
    EXPECT_TRUE(other == two.end());
  });
}

TEST_F(StreamMemory, Scenario109_MembersThatAreExpunged) {
  const std::int64_t rows = wanted_rows() / 100;
  fill("INSERT INTO teams SELECT i, 't' || i", rows);
  fill("INSERT INTO tags SELECT i, 'a word' || i", rows);
  fill("INSERT INTO team_tag SELECT i, i", rows);
  expect_flat("expunged members", rows, [](orm::Session& session, std::int64_t count) {
    for (Team& each : session.query<Team>()
                          .options(orm::selectinload(Team::fields.tags))
                          .order_by(Team::fields.id)
                          .limit(count)
                          .stream()) {
      session.expunge(Ptr<Tag>(each.tags()[0]));
    }
  });
}

}  // namespace scenarios
