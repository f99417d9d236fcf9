// Engine::run_in_transaction.
#include "scenario.h"

namespace scenarios {
namespace {

constexpr orm::RetryOptions three_times{.attempts = 3, .pause = std::chrono::milliseconds(1)};

class Transactions : public Scenarios {
 protected:
  void SetUp() override {
    store(user("u"));
    session.close();
  }
  std::vector<std::string> names() { return rows("SELECT name FROM users ORDER BY id"); }
};

TEST_F(Transactions, CommitsAndReturnsWhatTheWorkReturns) {
  const std::int64_t id = engine.run_in_transaction([](orm::Session& own) {
    const auto u = own.create<User>({.name = "v"});
    own.flush();
    return u->id();
  });
  EXPECT_EQ(id, 2);
  EXPECT_THAT(names(), ElementsAre("u", "v"));
}

TEST_F(Transactions, ObjectsThatAreReturnedKeepTheirValues) {
  const Ptr<User> u =
      engine.run_in_transaction([](orm::Session& own) { return own.query<User>().one(); });
  EXPECT_EQ(u->state(), orm::ObjectState::Detached);
  EXPECT_EQ(u->name(), "u");
}

TEST_F(Transactions, OtherExceptionsRollBackAndPassOn) {
  int runs = 0;
  EXPECT_THROW(engine.run_in_transaction([&](orm::Session& own) {
    ++runs;
    own.query<User>().one()->set_name("changed");
    own.flush();
    throw std::out_of_range("the work's own");
  }),
               std::out_of_range);
  EXPECT_EQ(runs, 1);
  EXPECT_THAT(names(), ElementsAre("u"));
}

TEST_F(Transactions, WhatAnotherConnectionChangedMeanwhileIsReadAgain) {
  int runs = 0;
  engine.run_in_transaction([&](orm::Session& own) {
    const auto u = own.query<User>().one();
    if (++runs == 1) rows("UPDATE users SET name = 'other'");
    u->set_name(u->name() + "!");
  });
  EXPECT_EQ(runs, 2);
  EXPECT_THAT(names(), ElementsAre("other!"));
}

TEST_F(Transactions, BusyIsTriedAgain) {
  const orm::Engine hasty =
      orm::create_engine("sqlite:///" + file(), {.busy_timeout = std::chrono::milliseconds(1)});
  session.add(user("first"));
  session.flush();
  int runs = 0;
  hasty.run_in_transaction(
      [&](orm::Session& own) {
        if (++runs == 3) session.commit();
        own.add(user("second"));
      },
      three_times);
  EXPECT_EQ(runs, 3);
  EXPECT_THAT(names(), ElementsAre("u", "first", "second"));
}

TEST_F(Transactions, TheLastErrorPassesOn) {
  const orm::Engine hasty =
      orm::create_engine("sqlite:///" + file(), {.busy_timeout = std::chrono::milliseconds(1)});
  session.add(user("first"));
  session.flush();
  int runs = 0;
  const auto work = [&](orm::Session& own) {
    ++runs;
    own.add(user("second"));
  };
  EXPECT_THROW(hasty.run_in_transaction(work, three_times), orm::BusyError);
  EXPECT_EQ(runs, 3);
  session.commit();
  EXPECT_THAT(names(), ElementsAre("u", "first"));
}

TEST_F(Transactions, BothErrorsAreRetryableAndNoOthers) {
  static_assert(std::is_base_of_v<orm::RetryableError, orm::BusyError>);
  static_assert(std::is_base_of_v<orm::RetryableError, orm::SerializationError>);
  int runs = 0;
  EXPECT_THROW(engine.run_in_transaction([&](orm::Session& own) {
    ++runs;
    own.add(make<Address>({.email = "a", .user_id = 99}));
  }),
               orm::IntegrityError);
  EXPECT_EQ(runs, 1);
}

TEST_F(Transactions, OptionsThatAllowNoAttemptAreRefused) {
  const auto work = [](orm::Session&) {};
  EXPECT_THROW(engine.run_in_transaction(work, {.attempts = 0}), orm::InvalidRequestError);
  EXPECT_THROW(engine.run_in_transaction(work, {.pause = std::chrono::milliseconds(-1)}),
               orm::InvalidRequestError);
}

class ForUpdate : public Scenarios {
 protected:
  void SetUp() override {
    store(user("u"));
    session.close();
  }
  static auto users(orm::Session& asking) { return asking.query<User>().with_for_update(); }

  std::vector<std::string> lines;
  orm::Engine hasty = orm::create_engine(
      "sqlite:///" + file(), {.log = [this](std::string_view line) { lines.emplace_back(line); },
                              .busy_timeout = std::chrono::milliseconds(0)});
  orm::Session other{hasty};
  orm::Session impatient{hasty};
};

TEST_F(ForUpdate, TakesTheLockForWritingFirst) {
  EXPECT_EQ(users(session).one()->name(), "u");
  EXPECT_EQ(other.query<User>().count(), 1) << "others can read";
  EXPECT_THROW(users(other).one(), orm::BusyError);
  session.commit();
  other.rollback();
  lines.clear();
  EXPECT_EQ(users(other).one()->name(), "u");
  EXPECT_THAT(lines.at(0), HasSubstr("BEGIN IMMEDIATE"));
}

TEST_F(ForUpdate, TakesItInATransactionThatHasBegun) {
  other.query<User>().one()->set_name("v");
  lines.clear();
  EXPECT_EQ(users(other).count(), 1);
  EXPECT_EQ(lines.size(), 2U) << "the update has taken it";
  other.commit();
  other.query<User>().one();
  recorder.clear();
  session.query<User>().one()->set_name("w");
  session.commit();
  EXPECT_THROW(users(other).one(), orm::SerializationError) << "what it read is out of date";
  other.rollback();
  other.query<User>().one();
  lines.clear();
  EXPECT_EQ(users(other).one()->name(), "w");
  EXPECT_THAT(lines.at(0), HasSubstr("DELETE FROM \"users\" WHERE 0"));
  EXPECT_THROW(users(impatient).one(), orm::BusyError);
}

TEST_F(ForUpdate, IsOfTheWholeStatement) {
  EXPECT_THROW((void)session.query<User>().filter(orm::in_(
                   User::fields.id, orm::query<User>().with_for_update().select(User::fields.id))),
               orm::InvalidRequestError);
}

}  // namespace
}  // namespace scenarios
