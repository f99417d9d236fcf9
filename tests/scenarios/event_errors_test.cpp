// Listeners that throw, that do what they must not, and that hear of single columns.
#include "scenario.h"

namespace scenarios {

using orm::Session;

class EventErrors : public Scenarios {
 protected:
  struct Refused : std::runtime_error {
    using std::runtime_error::runtime_error;
  };

  template <class Event>
  void refuse(Event event) {
    session.on(event, [](Session&) { throw Refused("no"); });
  }
  template <class T>
  void refuse(orm::ObjectEvent event) {
    session.on<T>(event, [](T&) { throw Refused("no"); });
  }

  void expect_to_be_rolled_back() {
    try {
      session.flush();
      ADD_FAILURE() << "the session can be used";
    } catch (const orm::PendingRollbackError& error) {
      EXPECT_THAT(error.what(), HasSubstr("a flush failed: no"));
    }
    session.rollback();
    EXPECT_THAT(rows("SELECT name FROM users"), IsEmpty());
  }

  // What the call raises inside a listener of the event.
  template <class Event, class Call>
  std::string error_in(Event event, Call call) {
    std::string text;
    orm::Listener listener = session.on(event, [&](Session& in) { text = error_of(call, in); });
    session.add(user("u"));
    session.commit();
    listener.end();
    return text;
  }
  template <class Call>
  std::string error_in(orm::ObjectEvent event, Call call) {
    std::string text;
    orm::Listener listener =
        session.on<User>(event, [&](User&) { text = error_of(call, session); });
    session.add(user("u"));
    session.commit();
    listener.end();
    return text;
  }

 private:
  template <class Call>
  static std::string error_of(Call call, Session& in) {
    try {
      call(in);
    } catch (const orm::InvalidRequestError& error) {
      return error.what();
    }
    return "";
  }
};

TEST_F(EventErrors, BeforeARowItFailsTheFlushThatWritesNothing) {
  refuse<User>(orm::before_insert);
  session.add_all(address("a"), user("u"));
  recorder.clear();
  EXPECT_THROW(session.flush(), Refused);
  EXPECT_EQ(recorder.executions(), 0U);
  expect_to_be_rolled_back();
}

TEST_F(EventErrors, AfterARowItFailsTheFlush) {
  refuse<User>(orm::after_insert);
  session.add(user("u"));
  EXPECT_THROW(session.commit(), Refused);
  expect_to_be_rolled_back();
}

TEST_F(EventErrors, AfterAFlushItFailsTheFlush) {
  refuse(orm::after_flush);
  session.add(user("u"));
  EXPECT_THROW(session.commit(), Refused);
  expect_to_be_rolled_back();
}

TEST_F(EventErrors, WhatIsNoStandardExceptionFailsTheFlushToo) {
  session.on<User>(orm::before_insert, [](User&) { throw 7; });
  session.add(user("u"));
  EXPECT_THROW(session.flush(), int);
  EXPECT_THROW(session.flush(), orm::PendingRollbackError);
}

TEST_F(EventErrors, InASavepointItTakesBackTheSavepoint) {
  session.add(make<Invoice>({.number = "n"}));
  {
    orm::Savepoint savepoint = session.begin_nested();
    orm::Listener listener =
        session.on<User>(orm::after_insert, [](User&) { throw Refused("no"); });
    session.add(user("u"));
    EXPECT_THROW(session.flush(), Refused);
    savepoint.rollback();
    listener.end();
  }
  session.add(user("v"));
  session.commit();
  EXPECT_THAT(rows("SELECT number FROM invoices"), ElementsAre("n"));
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("v"));
}

TEST_F(EventErrors, BeforeAFlushOrCommitItLeavesTheSessionAsItIs) {
  for (const orm::SessionEvent event : {orm::before_flush, orm::before_commit}) {
    orm::Listener listener = session.on(event, [](Session&) { throw Refused("no"); });
    const auto u = user("u");
    session.add(u);
    EXPECT_THROW(session.commit(), Refused);
    EXPECT_EQ(u->state(), orm::ObjectState::Pending);
    listener.end();
    session.commit();
  }
  EXPECT_THAT(rows("SELECT count(*) FROM users"), ElementsAre("2"));
}

TEST_F(EventErrors, AfterACommitItChangesNothingAnyMore) {
  refuse(orm::after_commit);
  session.add(user("u"));
  EXPECT_THROW(session.commit(), Refused);
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("u"));
  EXPECT_EQ(session.query<User>().count(), 1);
}

TEST_F(EventErrors, AfterACommitTheWorkIsNotDoneAgain) {
  orm::Events events;
  events.on(orm::after_commit, [](Session&) { throw orm::BusyError("busy"); });
  orm::Engine own = orm::create_engine("sqlite:///" + file(), {.events = events});
  int runs = 0;
  try {
    own.run_in_transaction([&](Session& in) {
      ++runs;
      in.add(user("u"));
    });
    FAIL() << "the listener has thrown";
  } catch (const orm::RetryableError&) {
    FAIL() << "the transaction is committed";
  } catch (const orm::StatementError& error) {
    EXPECT_THAT(error.what(), HasSubstr("the transaction is committed: busy"));
  }
  EXPECT_EQ(runs, 1);
}

TEST_F(EventErrors, AtTheBeginItEndsTheTransaction) {
  orm::Listener listener = session.on(orm::after_begin, [](Session&) { throw Refused("no"); });
  EXPECT_THROW(session.query<User>().count(), Refused);
  listener.end();
  // Nobody holds a lock.
  orm::Session other(engine);
  other.add(user("u"));
  other.commit();
  EXPECT_EQ(session.query<User>().count(), 1);
}

TEST_F(EventErrors, AfterALoadItPassesToWhoReads) {
  store(user("u"));
  session.expunge_all();
  orm::Listener listener = session.on<User>(orm::after_load, [](User&) { throw Refused("no"); });
  EXPECT_THROW(session.query<User>().all(), Refused);
  EXPECT_EQ(session.get<User>(1)->name(), "u") << "it is in the session";
}

TEST_F(EventErrors, TheTransactionCannotEndWhileAListenerIsCalled) {
  for (const orm::SessionEvent event : {orm::before_flush, orm::after_flush, orm::after_begin,
                                        orm::before_commit, orm::after_commit}) {
    EXPECT_THAT(error_in(event, [](Session& in) { in.commit(); }), HasSubstr("commit was called"));
    EXPECT_THAT(error_in(event, [](Session& in) { in.rollback(); }),
                HasSubstr("rollback was called by a listener of"));
    EXPECT_THAT(error_in(event, [](Session& in) { in.close(); }), HasSubstr("close was called"));
    EXPECT_THAT(error_in(event, [](Session& in) { (void)in.begin_nested(); }),
                HasSubstr("begin_nested was called"));
  }
  EXPECT_THAT(error_in(orm::before_insert, [](Session& in) { in.rollback(); }),
              HasSubstr("a listener of a flush, which has not ended yet"));
}

TEST_F(EventErrors, AFlushCannotBeginWithinAFlush) {
  const auto flush = [](Session& in) { in.flush(); };
  EXPECT_THAT(error_in(orm::before_flush, flush), HasSubstr("flush was called by a listener"));
  EXPECT_THAT(error_in(orm::after_insert, flush), HasSubstr("flush was called by a listener"));
  EXPECT_EQ(error_in(orm::before_commit, flush), "");
}

TEST_F(EventErrors, BeforeARowNothingIsAddedOrRemoved) {
  const auto other = user("other");
  store(other);
  const auto error = [this](auto call) { return error_in(orm::before_insert, call); };
  EXPECT_THAT(error([](Session& in) { in.add(user("more")); }),
              HasSubstr("add was called by a listener of before_insert"));
  EXPECT_THAT(error([](Session& in) { in.create<User>({.name = "more"}); }),
              HasSubstr("do it in before_flush"));
  EXPECT_THAT(error([&](Session& in) { in.remove(other); }), HasSubstr("remove was called"));
  EXPECT_THAT(error([&](Session& in) { in.expunge(other); }), HasSubstr("expunge was called"));
  EXPECT_THAT(error([](Session& in) { in.expunge_all(); }), HasSubstr("expunge_all was called"));
  EXPECT_THAT(error([&](Session& in) { in.expire(other); }), HasSubstr("expire was called"));
  EXPECT_THAT(error([&](Session& in) { in.merge(other); }), HasSubstr("merge was called"));
  EXPECT_THAT(error([&](Session&) { other->addresses().append(address("a")); }),
              HasSubstr("add was called"));
  EXPECT_TRUE(other->addresses().empty());
  EXPECT_THAT(rows("SELECT count(*) FROM addresses"), ElementsAre("0"));
}

// Columns.

class Changes : public Scenarios {
 protected:
  void SetUp() override {
    store(u);
    EXPECT_EQ(u->name(), "u");
  }

  std::vector<std::string> told;
  Ptr<User> u = user("u");
};

TEST_F(Changes, AListenerOfAColumnHearsWhatItsRowHolds) {
  session.on(orm::column_change, User::fields.name, [this](User& each, const std::string& before) {
    told.push_back(before + " -> " + each.name());
  });
  u->set_name("v");
  u->set_name("w");
  session.add(user("new"));
  session.flush();
  EXPECT_THAT(told, ElementsAre("u -> w"));
  u->set_name("x");
  u->set_name("w");
  session.flush();
  EXPECT_EQ(told.size(), 1U) << "it is what it was";
}

TEST_F(Changes, AnExpiredObjectIsReadToKnowWhatItsRowHolds) {
  session.on(orm::column_change, User::fields.name, [this](User& each, const std::string& before) {
    told.push_back(before + " -> " + each.name());
  });
  session.expire(u);
  u->set_name("v");
  session.commit();
  EXPECT_THAT(told, ElementsAre("u -> v"));
}

TEST_F(Changes, LinksAreHeardOfAsForeignKeys) {
  const auto a = make<Address>({.email = "a", .user = u});
  store(a);
  session.on(orm::column_change, Address::fields.user_id,
             [this](Address& each, const std::optional<std::int64_t>& before) {
               told.push_back(std::to_string(before.value_or(0)) + " -> " +
                              std::to_string(each.user_id().value_or(0)));
             });
  EXPECT_EQ(a->email(), "a");
  a->set_user(nullptr);
  session.flush();
  a->set_user(u);
  session.flush();
  EXPECT_THAT(told, ElementsAre("1 -> 0", "0 -> 1"));
}

TEST_F(Changes, AListenerOfAnEntityHearsOfAllColumns) {
  session.on<Address>(orm::column_change, [this](Address&, const orm::ColumnChange& change) {
    told.push_back(std::string(change.name) + ": " + std::string(change.before.view().text()) +
                   " -> " + std::string(change.after.view().text()));
  });
  session.on<Address>(orm::before_update, [this](Address&) { told.emplace_back("update"); });
  const auto a = address("a");
  store(a);
  EXPECT_EQ(a->email(), "a");
  a->set_email("b");
  a->set_user(u);
  session.flush();
  EXPECT_THAT(told, ElementsAre("email: a -> b", "user_id:  -> ", "update"));
}

}  // namespace scenarios
