// Scenario 131: what listeners are told, in which order, and what they may do.
#include "scenario.h"

namespace scenarios {

using orm::ObjectState;
using orm::Session;

class Events : public Scenarios {
 protected:
  // Listens to everything that happens to users and to the session.
  void listen() {
    hear<User>("user", &User::name);
    hear_session();
  }

  template <class T>
  void hear(const std::string& what, const std::string& (T::*name)() const) {
    const auto note = [this, what, name](const char* event) {
      return [this, what, name, event](T& object) {
        told.push_back(std::string(event) + " " + what + " " + (object.*name)());
      };
    };
    session.on<T>(orm::before_insert, note("before_insert"));
    session.on<T>(orm::after_insert, note("after_insert"));
    session.on<T>(orm::before_update, note("before_update"));
    session.on<T>(orm::after_update, note("after_update"));
    session.on<T>(orm::before_delete, note("before_delete"));
    session.on<T>(orm::after_delete, note("after_delete"));
    session.on<T>(orm::after_load, note("after_load"));
  }

  void hear_session() {
    const auto note = [this](const char* event) {
      return [this, event](Session&) { told.emplace_back(event); };
    };
    session.on(orm::before_flush, note("before_flush"));
    session.on(orm::after_flush, note("after_flush"));
    session.on(orm::after_begin, note("after_begin"));
    session.on(orm::before_commit, note("before_commit"));
    session.on(orm::after_commit, note("after_commit"));
    session.on(orm::after_rollback, note("after_rollback"));
  }

  std::vector<std::string> heard() { return std::exchange(told, {}); }

  std::vector<std::string> names() const { return rows("SELECT name FROM users ORDER BY id"); }

  std::vector<std::string> told;
};

TEST_F(Events, Scenario131_OrderOfAnInsert) {
  listen();
  session.add(user("u"));
  EXPECT_THAT(heard(), IsEmpty());
  session.commit();
  EXPECT_THAT(heard(),
              ElementsAre("before_commit", "before_flush", "after_begin", "before_insert user u",
                          "after_insert user u", "after_flush", "after_commit"));
  session.commit();
  EXPECT_THAT(heard(), ElementsAre("before_commit", "after_commit")) << "nothing to flush";
}

TEST_F(Events, Scenario131_OrderOfAnUpdate) {
  const auto u = user("u");
  store(u);
  listen();
  u->set_name("v");
  EXPECT_THAT(heard(), IsEmpty());
  session.flush();
  EXPECT_THAT(heard(), ElementsAre("before_flush", "after_begin", "before_update user v",
                                   "after_update user v", "after_flush"));
  session.commit();
  EXPECT_THAT(heard(), ElementsAre("before_commit", "after_commit"));
}

TEST_F(Events, Scenario131_OrderOfADelete) {
  const auto u = user("u");
  store(u);
  ASSERT_EQ(u->name(), "u");
  listen();
  session.remove(u);
  session.commit();
  EXPECT_THAT(heard(), ElementsAre("before_commit", "before_flush", "before_delete user u",
                                   "after_delete user u", "after_flush", "after_commit"));
}

TEST_F(Events, Scenario131_OrderOfARollback) {
  listen();
  session.add(user("u"));
  session.flush();
  session.rollback();
  EXPECT_THAT(heard(), ElementsAre("before_flush", "after_begin", "before_insert user u",
                                   "after_insert user u", "after_flush", "after_rollback"));
}

TEST_F(Events, Scenario131_ObjectsAreToldOfInTheOrderInWhichTheyAreWritten) {
  hear<Address>("address", &Address::email);
  hear<User>("user", &User::name);
  session.add(make<Address>({.email = "a", .user = user("u")}));
  session.add(user("v"));
  session.flush();
  EXPECT_THAT(heard(),
              ElementsAre("before_insert user u", "before_insert user v", "before_insert address a",
                          "after_insert user u", "after_insert user v", "after_insert address a"));
}

TEST_F(Events, Scenario131_WhatIsNotWrittenIsNotToldOf) {
  const auto u = user("u");
  store(u);
  ASSERT_EQ(u->name(), "u");
  hear<User>("user", &User::name);
  u->set_name("v");
  u->set_name("u");
  session.flush();
  EXPECT_THAT(heard(), IsEmpty());
}

TEST_F(Events, Scenario131_ARowThatPassesToANewObjectIsInserted) {
  const auto old = make<User>({.id = 7, .name = "old"});
  store(old);
  hear<User>("user", &User::name);
  session.remove(old);
  session.add(make<User>({.id = 7, .name = "new"}));
  session.flush();
  EXPECT_THAT(heard(), ElementsAre("before_insert user new", "after_insert user new"));
}

TEST_F(Events, ALoadIsToldOfOnceAndWhenAllIsRead) {
  const auto u = user("u");
  u->addresses().append(address("a"));
  store(u);
  session.expunge_all();
  hear<User>("user", &User::name);
  session.on<Address>(orm::after_load, [this](Address& each) {
    told.push_back(each.email() + " of " + each.user()->name());
  });
  const auto read = session.query<User>().options(orm::joinedload(User::fields.addresses)).one();
  EXPECT_THAT(heard(), ElementsAre("after_load user u", "a of u"));
  session.query<User>().all();
  session.refresh(read);
  EXPECT_THAT(heard(), IsEmpty()) << "the session has it";
  session.expunge_all();
  session.get<User>(1)->addresses().size();
  EXPECT_THAT(heard(), ElementsAre("after_load user u", "a of u"));
}

TEST_F(Events, AListenerOfALoadMayReadOn) {
  const auto u = user("u");
  u->addresses().append(address("a"));
  store(u);
  session.expunge_all();
  session.on<Address>(orm::after_load,
                      [this](Address& each) { told.push_back(each.user()->name()); });
  session.on<User>(orm::after_load,
                   [this](User& each) { told.push_back(each.addresses()[0].email()); });
  session.query<Address>().all();
  EXPECT_THAT(heard(), ElementsAre("a", "u"));
}

// What listeners may do.

TEST_F(Events, BeforeInsertAndUpdateMaySetColumns) {
  session.on<User>(orm::before_insert, [](User& each) { each.set_name(each.name() + "!"); });
  session.on<User>(orm::before_update, [](User& each) { each.set_name(each.name() + "?"); });
  const auto u = user("u");
  store(u);
  EXPECT_THAT(names(), ElementsAre("u!"));
  u->set_name("v");
  session.commit();
  EXPECT_THAT(names(), ElementsAre("v?"));
  EXPECT_EQ(u->name(), "v?");
}

TEST_F(Events, BeforeInsertMayGiveAKey) {
  session.on<User>(orm::before_insert, [](User& each) { each.set_id(77); });
  const auto u = user("u");
  store(u);
  EXPECT_EQ(u->id(), 77);
  EXPECT_THAT(rows("SELECT id FROM users"), ElementsAre("77"));
}

TEST_F(Events, WhatAListenerSetsOfAnotherObjectIsWrittenAndToldOf) {
  const auto u = user("u");
  store(u);
  hear<User>("user", &User::name);
  session.on<Address>(orm::before_insert, [&u](Address&) { u->set_name("has address"); });
  session.add(address("a"));
  session.commit();
  EXPECT_THAT(heard(),
              ElementsAre("before_update user has address", "after_update user has address"));
  EXPECT_THAT(names(), ElementsAre("has address"));
}

TEST_F(Events, BeforeUpdateMayTakeTheChangeBack) {
  const auto u = user("u");
  store(u);
  ASSERT_EQ(u->name(), "u");
  recorder.clear();
  session.on<User>(orm::before_update, [](User& each) { each.set_name("u"); });
  u->set_name("v");
  session.commit();
  EXPECT_EQ(recorder.executions(), 0U);
}

TEST_F(Events, BeforeFlushMayAddChangeAndRemove) {
  const auto one = user("one");
  const auto two = user("two");
  store(one, two);
  session.on(orm::before_flush, [&](Session& in) {
    in.create<User>({.name = "four"});
    one->set_name("changed");
    if (two->state() == ObjectState::Persistent) in.remove(two);
  });
  session.add(user("three"));
  session.commit();
  EXPECT_THAT(names(), ElementsAre("changed", "three", "four"));
}

TEST_F(Events, WhatIsChangedAfterAFlushIsForTheNextOneAndCommitWritesIt) {
  session.on<User>(orm::after_insert, [](User& each) { each.set_name(each.name() + "!"); });
  session.on(orm::after_flush, [done = false](Session& in) mutable {
    if (!std::exchange(done, true)) in.create<User>({.name = "v"});
  });
  const auto u = user("u");
  session.add(u);
  session.flush();
  EXPECT_TRUE(session.is_modified(u));
  EXPECT_EQ(session.new_objects().size(), 1U);
  session.commit();
  EXPECT_THAT(names(), ElementsAre("u!", "v!"));
}

TEST_F(Events, ACommitThatIsNeverDoneSaysWhy) {
  session.on(orm::after_flush, [](Session& in) { in.create<User>({.name = "more"}); });
  session.add(user("u"));
  try {
    session.commit();
    FAIL() << "each flush has another one behind it";
  } catch (const orm::InvalidRequestError& error) {
    EXPECT_THAT(error.what(), HasSubstr("commit has flushed 100 times"));
  }
  session.rollback();
  EXPECT_THAT(names(), IsEmpty());
}

TEST_F(Events, BeforeCommitMayFlushAndAfterCommitMayRead) {
  session.on(orm::before_commit, [](Session& in) {
    in.create<User>({.name = "last"});
    in.flush();
  });
  std::int64_t users = 0;
  session.on(orm::after_commit, [&users](Session& in) { users = in.query<User>().count(); });
  session.add(user("u"));
  session.commit();
  EXPECT_EQ(users, 2);
  EXPECT_THAT(names(), ElementsAre("u", "last"));
}

TEST_F(Events, LinksThatAListenerCutsAreWritten) {
  const auto a = make<Address>({.email = "a", .user = user("u")});
  store(a);
  session.on<Address>(orm::before_update, [](Address& each) { each.set_user(nullptr); });
  a->set_email("b");
  session.commit();
  EXPECT_THAT(address_rows(), ElementsAre("b|NULL"));
}

// Listeners of an engine, and the end of listeners.

TEST_F(Events, ListenersOfAnEngineHearAllItsSessions) {
  orm::Events events;
  events.on<User>(orm::before_insert, [](User& each) { each.set_name(each.name() + "!"); });
  events.on(orm::after_commit, [this](Session&) { told.emplace_back("engine"); });
  orm::Engine own = orm::create_engine("sqlite:///" + file(), {.events = events});
  for (const char* name : {"u", "v"}) {
    Session inner(own);
    inner.on(orm::after_commit, [this](Session&) { told.emplace_back("session"); });
    inner.add(user(name));
    inner.commit();
  }
  EXPECT_THAT(heard(), ElementsAre("engine", "session", "engine", "session"));
  EXPECT_THAT(names(), ElementsAre("u!", "v!"));
}

TEST_F(Events, AListenerMayBeEnded) {
  orm::Listener listener =
      session.on(orm::before_commit, [this](Session&) { told.emplace_back("heard"); });
  session.commit();
  listener.end();
  listener.end();
  session.commit();
  EXPECT_THAT(heard(), ElementsAre("heard"));
}

TEST_F(Events, AListenerMayEndItselfAndRegisterOthers) {
  orm::Listener listener;
  listener = session.on(orm::before_commit, [&](Session& in) {
    told.emplace_back("once");
    listener.end();
    for (int i = 0; i < 10; ++i) {
      in.on(orm::before_commit, [this](Session&) { told.emplace_back("new"); });
    }
  });
  session.commit();
  EXPECT_THAT(heard(), ElementsAre("once"));
  session.commit();
  EXPECT_EQ(heard().size(), 10U);
}

TEST_F(Events, AMovedSessionKeepsItsListeners) {
  listen();
  Session moved = std::move(session);
  moved.add(user("u"));
  moved.flush();
  EXPECT_EQ(told.size(), 5U);
}

}  // namespace scenarios
