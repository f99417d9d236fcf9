// What a session does when SQLite takes its transaction back by itself, or cannot take it back.
#include <gmock/gmock-matchers.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "database.h"
#include "fault_points.h"
#include "faulting_calls.h"
#include "faulting_vfs.h"
#include "faults.orm.hpp"

namespace faults_test {

using faults::Author;
using faults::Tag;
using orm_test::rows_of;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class LostTransactions : public testing::Test {
 protected:
  LostTransactions() {
    install_faulting_calls();
    install_faulting_vfs();
  }

  std::string file() const { return folder_.file("a.db"); }
  orm::Engine make_engine(const std::string& url) const {
    orm::Engine engine = orm::create_engine(url);
    faults::create_all(engine);
    return engine;
  }
  // An update that SQLite stops in the middle, which takes back all of the transaction.
  static void lose(orm::Session& session) {
    session.bulk_insert<Tag>({{.word = "a"}, {.word = "b"}, {.word = "c"}});
    watch({Kind::Interrupt, SQLITE_INTERRUPT, 3, true});
    EXPECT_THROW(session.query<Tag>().update({orm::set(Tag::fields.word, Tag::fields.word + "!")}),
                 orm::StatementError);
    end_watch();
  }

 private:
  orm_test::TemporaryFolder folder_;
};

// The rest of a transaction would be committed without its beginning.
TEST_F(LostTransactions, NothingIsWrittenBehindTheError) {
  const orm::Engine engine = make_engine("sqlite:///" + file());
  orm::Session session(engine);
  lose(session);
  session.create<Author>({.name = "behind"});
  try {
    session.commit();
    FAIL() << "half of the transaction was committed";
  } catch (const orm::PendingRollbackError& error) {
    EXPECT_THAT(error.what(), HasSubstr("taken the transaction back"));
    EXPECT_THAT(error.what(), HasSubstr("interrupted"));
  }
  EXPECT_THROW(session.query<Tag>().count(), orm::PendingRollbackError);
  session.rollback();
  session.create<Author>({.name = "again"});
  session.commit();
  EXPECT_THAT(rows_of(file(), "SELECT name FROM authors"), ElementsAre("again"));
  EXPECT_THAT(rows_of(file(), "SELECT * FROM tags"), IsEmpty());
}

TEST_F(LostTransactions, ASavepointIsLostWithIt) {
  const orm::Engine engine = make_engine("sqlite:///" + file());
  orm::Session session(engine);
  session.create<Author>({.name = "before"});
  orm::Savepoint savepoint = session.begin_nested();
  lose(session);
  EXPECT_THROW(savepoint.rollback(), orm::PendingRollbackError);
  EXPECT_THROW(session.commit(), orm::PendingRollbackError);
  session.rollback();
  EXPECT_THAT(rows_of(file(), "SELECT * FROM authors"), IsEmpty());
}

// The only connection to a database in memory is kept whatever happens; nobody may go on with the
// transaction of another session.
TEST_F(LostTransactions, WhatCannotBeRolledBackIsBeforeTheNextTransaction) {
  const orm::Engine engine = make_engine("sqlite://");
  {
    orm::Session session(engine);
    session.create<Author>({.name = "never"});
    session.flush();
    watch({Kind::Step, SQLITE_IOERR, 1, true});
    session.rollback();
    EXPECT_THROW(session.query<Author>().count(), orm::Error) << "it still cannot";
    end_watch();
  }
  orm::Session session(engine);
  EXPECT_EQ(session.query<Author>().count(), 0);
  session.create<Author>({.name = "again"});
  session.commit();
  EXPECT_EQ(session.query<Author>().count(), 1);
}

TEST_F(LostTransactions, ErrorsSayWhatToDo) {
  const orm::Engine engine = make_engine("sqlite:///" + file());
  const auto words = [&](int code) -> std::string {
    orm::Session session(engine);
    session.query<Author>().count();
    watch({Kind::Step, code, 1, true});
    std::string text;
    try {
      session.query<Author>().count();
    } catch (const orm::StatementError& error) {
      text = error.what();
    }
    end_watch();
    return text;
  };
  EXPECT_THAT(words(SQLITE_NOMEM), HasSubstr("no memory left"));
  EXPECT_THAT(words(SQLITE_INTERRUPT), HasSubstr("was interrupted"));
  EXPECT_THAT(words(SQLITE_SCHEMA), HasSubstr("has changed tables"));
  EXPECT_THAT(words(SQLITE_PROTOCOL), HasSubstr("holds the lock"));
  EXPECT_THAT(words(SQLITE_ABORT), HasSubstr("rolled back while the statement ran"));
  EXPECT_THAT(words(SQLITE_FULL), HasSubstr("make room"));
}

}  // namespace faults_test
