// Scenario 109: what the body of a loop over a stream may do with its session.
#include <optional>
#include <stdexcept>

#include "adaptive.orm.hpp"
#include "streams.h"

namespace scenarios {

class StreamSession : public StreamTest {
 protected:
  std::vector<std::string> user_rows() const { return rows("SELECT name FROM users ORDER BY id"); }
};

TEST_F(StreamSession, Scenario109_BreakingOutEndsTheStatement) {
  store_users(6);
  for (int i = 0; i < 3; ++i) {
    for (User& u : users().stream(2)) {
      if (u.id() == 3) break;
    }
  }
  // One that still ran would need another.
  EXPECT_EQ(recorder.prepares(), 1U);
  EXPECT_THAT(users_in_session(6), IsEmpty());
  session.commit();
  // Nor does it hold the connection.
  session.close();
  orm::Engine single = orm::create_engine("sqlite:///" + file(), {.pool_size = 1});
  orm::Session first(single);
  for (User& u : first.query<User>().stream(1)) {
    if (u.id() == 2) break;
  }
  first.commit();
  orm::Session second(single);
  EXPECT_EQ(second.query<User>().count(), 6);
}

TEST_F(StreamSession, Scenario109_SoDoesAnException) {
  store_users(6);
  const auto run = [&] {
    for (User& u : users().stream(2)) {
      if (u.id() == 3) throw std::runtime_error(u.name());
    }
  };
  EXPECT_THROW(run(), std::runtime_error);
  EXPECT_THROW(run(), std::runtime_error);
  EXPECT_EQ(recorder.prepares(), 1U);
  EXPECT_THAT(users_in_session(6), IsEmpty());
  EXPECT_EQ(users().count(), 6);
}

TEST_F(StreamSession, Scenario109_TheBodyChangesAndFlushes) {
  store_users(5, 1);
  for (User& u : users().options(orm::selectinload(User::fields.addresses)).stream(2)) {
    u.set_name(u.name() + "!");
    if (u.id() == 2) session.remove(Ptr<User>(u));
    if (u.id() == 4) u.addresses().append(address("new"));
    if (u.id() % 2 == 0) session.flush();
  }
  session.commit();
  EXPECT_THAT(user_rows(), ElementsAre("u1!", "u3!", "u4!", "u5!"));
  EXPECT_THAT(address_rows(),
              ElementsAre("a1|u1!", "a2|NULL", "a3|u3!", "a4|u4!", "a5|u5!", "new|u4!"));
}

TEST_F(StreamSession, Scenario109_TheBodyRemovesWhatItReads) {
  store_users(7);
  for (User& u : users().stream(2)) {
    session.remove(Ptr<User>(u));
    session.flush();
    EXPECT_FALSE(u.name().empty());
  }
  session.commit();
  EXPECT_THAT(user_rows(), IsEmpty());
}

TEST_F(StreamSession, Scenario109_TheBodyCommits) {
  store_users(5);
  int count = 0;
  for (User& u : users().stream(2)) {
    EXPECT_EQ(u.name(), "u" + std::to_string(++count));
    u.set_name("done");
    session.commit();
    EXPECT_THAT(rows("SELECT count(*) FROM users WHERE name = 'done'"),
                ElementsAre(std::to_string(count)));
  }
  EXPECT_EQ(count, 5);
  // The second of each batch was read again, for it had expired.
  EXPECT_THAT(executed(),
              ElementsAre("SELECT users", "UPDATE users SET name x1", "SELECT users",
                          "UPDATE users SET name x1", "UPDATE users SET name x1", "SELECT users",
                          "UPDATE users SET name x1", "UPDATE users SET name x1"));
  EXPECT_THAT(users_in_session(5), IsEmpty());
}

TEST_F(StreamSession, Scenario109_ACommitKeepsTheConnectionForTheStreamOnly) {
  store_users(4);
  orm::Engine single = orm::create_engine(
      "sqlite:///" + file(), {.pool_size = 1, .busy_timeout = std::chrono::milliseconds(1)});
  orm::Session first(single, {.expire_on_commit = false});
  orm::Session second(single);
  {
    auto stream = first.query<User>().stream(2);
    auto at = stream.begin();
    first.commit();
    EXPECT_THROW(second.query<User>().count(), orm::ConnectionError);
    EXPECT_EQ(at->name(), "u1");
    ++ ++at;
    EXPECT_EQ(at->name(), "u3");
    first.commit();
    first.commit();
  }
  EXPECT_EQ(second.query<User>().count(), 4);
}

TEST_F(StreamSession, Scenario109_ACommitBehindTheLastBatchGivesTheConnectionBack) {
  store_users(3);
  orm::Engine single = orm::create_engine("sqlite:///" + file(), {.pool_size = 1});
  orm::Session first(single);
  orm::Session second(single);
  auto stream = first.query<User>().stream(5);
  auto at = stream.begin();
  first.commit();
  EXPECT_EQ(second.query<User>().count(), 3);
  second.commit();
  EXPECT_EQ((++at)->name(), "u2");
}

TEST_F(StreamSession, Scenario109_CommitsInEveryJournalMode) {
  for (const auto mode : {orm::JournalMode::Delete, orm::JournalMode::Wal}) {
    for (const auto begin : {orm::Begin::Deferred, orm::Begin::Immediate}) {
      const orm_test::TemporaryFolder folder;
      const std::string other = folder.file("other.db");
      orm::Engine writing_engine =
          orm::create_engine("sqlite:///" + other, {.journal_mode = mode, .begin = begin});
      scenarios::create_all(writing_engine);
      orm_test::execute(other, numbered("INSERT INTO users SELECT i, 'u' || i", 5));
      orm::Session writing(writing_engine);
      for (User& u : writing.query<User>().order_by(User::fields.id).stream(1)) {
        u.set_name(u.name() + "!");
        writing.commit();
      }
      EXPECT_THAT(orm_test::rows_of(other, "SELECT name FROM users"),
                  ElementsAre("u1!", "u2!", "u3!", "u4!", "u5!"));
    }
  }
}

TEST_F(StreamSession, Scenario109_ARollbackEndsTheStream) {
  store_users(5);
  {
    auto stream = users().stream(2);
    auto at = stream.begin();
    at->set_name("changed");
    session.rollback();
    EXPECT_EQ(at->name(), "u1");
    expect_ended(at, "its session was rolled back");
    expect_ended(at, "its session was rolled back");
    EXPECT_THROW(stream.begin(), orm::InvalidRequestError);
    session.rollback();
  }
  EXPECT_EQ(names(users().stream(2)).size(), 5U);
  EXPECT_THAT(users_in_session(5), IsEmpty());
}

TEST_F(StreamSession, Scenario109_SoDoesARollbackBehindACommit) {
  store_users(5);
  auto stream = users().stream(2);
  auto at = stream.begin();
  session.commit();
  session.rollback();
  expect_ended(at, "its session was rolled back");
  session.close();
}

TEST_F(StreamSession, Scenario109_TheRollbackOfASavepointDoesNot) {
  store_users(5);
  int count = 0;
  for (User& u : users().stream(2)) {
    EXPECT_EQ(u.name(), "u" + std::to_string(++count));
    orm::Savepoint savepoint = session.begin_nested();
    u.set_name("changed");
    session.create<User>({.name = "new"});
    session.flush();
    if (count % 2 == 0) savepoint.rollback();
    if (count % 2 == 1) savepoint.commit();
    EXPECT_EQ(u.name(), count % 2 == 0 ? "u" + std::to_string(count) : "changed");
    // The new ones are behind.
    if (count == 5) break;
  }
  session.commit();
  EXPECT_THAT(user_rows(),
              ElementsAre("changed", "u2", "changed", "u4", "changed", "new", "new", "new"));
}

TEST_F(StreamSession, Scenario109_AFlushThatFailsEndsTheStream) {
  rows("CREATE UNIQUE INDEX one_name ON users (name)");
  store_users(4);
  auto stream = users().stream(2);
  auto at = stream.begin();
  at->set_name("u4");
  EXPECT_THROW(session.flush(), orm::IntegrityError);
  EXPECT_THROW(++at, orm::PendingRollbackError);
  session.rollback();
  expect_ended(at, "a flush of its session has failed");
  EXPECT_THAT(names(users().stream()), ElementsAre("u1", "u2", "u3", "u4"));
}

TEST_F(StreamSession, Scenario109_AFlushThatFailsInASavepointDoesNot) {
  rows("CREATE UNIQUE INDEX one_name ON users (name)");
  store_users(4);
  std::vector<std::string> found;
  for (User& u : users().stream(1)) {
    found.push_back(u.name());
    if (u.id() % 2 == 1) continue;
    orm::Savepoint savepoint = session.begin_nested();
    u.set_name("u1");
    EXPECT_THROW(session.flush(), orm::IntegrityError);
    savepoint.rollback();
  }
  EXPECT_THAT(found, ElementsAre("u1", "u2", "u3", "u4"));
}

TEST_F(StreamSession, Scenario109_ClosingTheSessionEndsTheStream) {
  store_users(5, 1);
  auto stream = users().options(orm::selectinload(User::fields.addresses)).stream(2);
  auto at = stream.begin();
  session.close();
  // The batch is held, without a session.
  EXPECT_EQ(at->name(), "u1");
  EXPECT_EQ(at->addresses()[0].email(), "a1");
  expect_ended(at, "its session was closed, or has ended");
  EXPECT_EQ(names(users().stream()).size(), 5U);
}

TEST_F(StreamSession, Scenario109_SoDoesLettingGoOfAllObjects) {
  store_users(5);
  auto stream = users().stream(2);
  auto at = stream.begin();
  session.expunge_all();
  EXPECT_EQ(at->name(), "u1");
  expect_ended(at, "its session has let go of all objects");
  EXPECT_EQ(names(users().stream()).size(), 5U);
}

TEST_F(StreamSession, Scenario109_SoDoesTheEndOfTheSession) {
  store_users(5);
  std::optional<orm::Session> short_lived(engine);
  auto stream = short_lived->query<User>().stream(2);
  auto unused = short_lived->query<User>().stream(2);
  auto at = stream.begin();
  short_lived.reset();
  EXPECT_EQ(at->name(), "u1");
  expect_ended(at, "its session was closed, or has ended");
  EXPECT_THROW(unused.begin(), orm::InvalidRequestError);
}

TEST_F(StreamSession, Scenario109_SessionAndStreamMayMove) {
  store_users(5);
  orm::Session moving(engine);
  auto stream = moving.query<User>().order_by(User::fields.id).stream(2);
  auto at = stream.begin();
  orm::Session moved = std::move(moving);
  const auto moved_stream = std::move(stream);
  std::vector<std::string> found;
  for (; at != moved_stream.end(); ++at) found.push_back(at->name());
  EXPECT_THAT(found, ElementsAre("u1", "u2", "u3", "u4", "u5"));
}

TEST_F(StreamSession, Scenario109_LettingGoOfTheObjectKeepsItForItsBatch) {
  store_users(4, 1);
  orm::Session other(engine);
  Ptr<User> taken;
  for (User& u : users().stream(2)) {
    session.expunge(Ptr<User>(u));
    EXPECT_EQ(u.name(), "u" + std::to_string(u.id()));
    if (u.id() != 3) continue;
    other.add(Ptr<User>(u));
    taken = u;
  }
  EXPECT_EQ(taken->addresses()[0].email(), "a3");
  EXPECT_THAT(users_in_session(4), IsEmpty());
}

TEST_F(StreamSession, Scenario109_SoItDoesWithWhatTheObjectLists) {
  rows("INSERT INTO teams SELECT value, 't' || value FROM json_each('[1, 2, 3, 4]')");
  rows("INSERT INTO tags SELECT id, name FROM teams");
  rows("INSERT INTO team_tag SELECT id, id FROM teams");
  for (Team& team : session.query<Team>().stream(2)) {
    Tag& tag = team.tags()[0];
    session.expunge(Ptr<Tag>(tag));
    EXPECT_EQ(tag.word(), team.name());
  }
  EXPECT_FALSE(is_in_session<Tag>(1));
  EXPECT_FALSE(is_in_session<Team>(4));
}

TEST_F(StreamSession, Scenario109_TheBodyExpiresAndRefreshes) {
  store_users(4);
  std::string found;
  for (User& u : users().stream(2)) {
    if (u.id() == 2) session.expire(Ptr<User>(u));
    if (u.id() == 3) session.expire_all();
    if (u.id() == 4) session.refresh(Ptr<User>(u));
    found += u.name();
  }
  EXPECT_EQ(found, "u1u2u3u4");
}

TEST_F(StreamSession, Scenario109_ARowThatDoesNotFitEndsTheStream) {
  store_users(5);
  rows("UPDATE users SET name = x'00' WHERE id = 4");
  auto stream = users().stream(2);
  auto at = stream.begin();
  ++at;
  EXPECT_THROW(++at, orm::DataError);
  expect_ended(at, "reading its rows has failed");
  EXPECT_THAT(users_in_session(3), IsEmpty());
  EXPECT_EQ(users().count(), 5);
}

// D13: a batch is a cohort.
TEST_F(StreamSession, Scenario109_TheFirstUsesOfABatchLoadMoreAndMore) {
  adaptive::create_all(engine);
  orm_test::execute(file(), numbered("INSERT INTO authors SELECT i, 'a' || i", 1000));
  orm_test::execute(file(), numbered("INSERT INTO books SELECT i, 'b' || i, 1 + i % 1000", 3000));
  recorder.clear();
  using adaptive::Author;
  std::size_t books = 0;
  for (Author& author : session.query<Author>().order_by(Author::fields.id).stream(500)) {
    for (const adaptive::Book& book : author.books()) {
      books += book.title().empty() ? 0 : 1;
    }
  }
  EXPECT_EQ(books, 3000U);
  // For 1, 2, 4, ..., 244 of 500 objects.
  EXPECT_EQ(recorder.executions(), 1U + 2U * 9U);
  EXPECT_FALSE(is_in_session<Author>(1000));
  EXPECT_FALSE(is_in_session<adaptive::Book>(3000));
}

TEST_F(StreamSession, Scenario109_ALinkToOneObjectIsReadForMoreAndMoreOfABatch) {
  adaptive::create_all(engine);
  orm_test::execute(file(), numbered("INSERT INTO authors SELECT i, 'a' || i", 64));
  orm_test::execute(file(), numbered("INSERT INTO books SELECT i, 'b' || i, i", 64));
  recorder.clear();
  using adaptive::Book;
  for (Book& book : session.query<Book>().order_by(Book::fields.id).stream(32)) {
    ASSERT_EQ(book.author()->name(), "a" + std::to_string(book.id()));
  }
  EXPECT_EQ(recorder.executions(), 1U + 2U * 6U);
  EXPECT_FALSE(is_in_session<adaptive::Author>(64));
}

}  // namespace scenarios
