// An engine belongs to all threads; a session and its objects belong to one.
#include <thread>
#include <utility>
#include <vector>

#include "scenario.h"

namespace scenarios {

TEST_F(Scenarios, TwoThreadsShareAnEngineWithASessionEach) {
  constexpr int rounds = 30;
  const auto work = [this](const std::string& name) {
    for (int round = 0; round < rounds; ++round) {
      orm::Session own(engine);
      const auto u = make<User>({.name = name});
      u->addresses().append(make<Address>({.email = name + std::to_string(round)}));
      own.add(u);
      own.commit();
      EXPECT_EQ(u->addresses().size(), 1U);
      EXPECT_EQ(own.query<User>()
                    .options(orm::joinedload(User::fields.addresses))
                    .filter(User::fields.name == name)
                    .all()
                    .size(),
                static_cast<std::size_t>(round + 1));
    }
  };
  std::thread one(work, "one");
  std::thread two(work, "two");
  one.join();
  two.join();
  EXPECT_THAT(rows("SELECT name, count(*) FROM users GROUP BY name ORDER BY name"),
              ElementsAre("one|30", "two|30"));
}

TEST_F(Scenarios, ObjectsMayMoveToAnotherThreadWithTheirSession) {
  auto own = std::make_unique<orm::Session>(engine);
  auto u = make<User>({.name = "u"});
  own->add(u);
  std::thread other([own = std::move(own), u = std::move(u)]() mutable {
    own->commit();
    EXPECT_EQ(u->name(), "u");
    u = nullptr;
    own.reset();
  });
  other.join();
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("u"));
}

// No session knows them, and each is one thread's at a time.
TEST_F(Scenarios, NewObjectsMayMoveToAnotherThread) {
  for (int round = 0; round < 50; ++round) {
    std::vector<Ptr<User>> given;
    given.reserve(70);
    for (int i = 0; i < 70; ++i) given.push_back(make<User>({.name = "given"}));
    std::thread other([given = std::move(given), this]() mutable {
      orm::Session own(engine);
      own.add(given.front());
      own.flush();
      const auto u = make<User>({.name = "own"});
      given.clear();
      EXPECT_EQ(u->name(), "own");
    });
    std::vector<Ptr<User>> kept;
    for (int i = 0; i < 70; ++i) {
      kept.push_back(make<User>({.name = "kept"}));
      make<User>({.name = "gone"});
    }
    other.join();
    for (const auto& u : kept) EXPECT_EQ(u->name(), "kept");
  }
}

#ifndef NDEBUG
// What the call raises when it is made in another thread while this one is in a flush.
template <class Call>
std::string error_in_another_thread(orm::Session& session, Call call) {
  std::string text;
  orm::Listener listener = session.on(orm::before_flush, [&](orm::Session&) {
    std::thread([&] {
      try {
        call();
      } catch (const orm::InvalidRequestError& error) {
        text = error.what();
      }
    }).join();
  });
  session.add(make<User>({.name = "new"}));
  session.flush();
  listener.end();
  return text;
}

TEST_F(Scenarios, DebugBuildsReportASecondThread) {
  const auto u = user("u");
  store(u);
  EXPECT_EQ(u->name(), "u");
  const auto is_reported = HasSubstr("this session is being used by another thread");
  EXPECT_THAT(error_in_another_thread(session, [&] { session.query<User>().count(); }),
              is_reported);
  EXPECT_THAT(error_in_another_thread(session, [&] { session.get<User>(1); }), is_reported);
  EXPECT_THAT(error_in_another_thread(session, [&] { session.commit(); }), is_reported);
  EXPECT_THAT(error_in_another_thread(session, [&] { session.rollback(); }), is_reported);
  EXPECT_THAT(error_in_another_thread(session, [&] { (void)session.dirty(); }), is_reported);
  EXPECT_THAT(error_in_another_thread(session, [&] { u->set_name("v"); }), is_reported);
  EXPECT_THAT(error_in_another_thread(session, [&] { (void)u->addresses().size(); }), is_reported);
  session.commit();
  EXPECT_THAT(rows("SELECT name, count(*) FROM users GROUP BY name ORDER BY name"),
              ElementsAre("new|7", "u|1"));
}
#endif  // Release builds do not look.

TEST_F(Scenarios, AThreadMayUseASessionWhenAnotherOneHasDone) {
  store(user("u"));
  for (int i = 0; i < 10; ++i) {
    std::thread([this] { session.query<User>().one()->set_name("t"); }).join();
    session.query<User>().one()->set_name("m");
  }
  session.commit();
  EXPECT_THAT(rows("SELECT name FROM users"), ElementsAre("m"));
}

TEST_F(Scenarios, MoreThreadsThanConnectionsWaitForOne) {
  orm::Engine small = orm::create_engine("sqlite:///" + file(), {.pool_size = 2});
  std::vector<std::thread> threads;
  threads.reserve(6);
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&small] {
      for (int round = 0; round < 10; ++round) {
        orm::Session own(small);
        EXPECT_EQ(own.query<User>().count(), 0);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace scenarios
