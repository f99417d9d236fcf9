// What is said where the program asks for what cannot be: the entity, the key, and the remedy.
#include <chrono>
#include <functional>

#include "orm/date_time.h"
#include "orm/decimal.h"
#include "orm/uuid.h"
#include "scenario.h"

namespace scenarios {

template <class Error>
std::string message_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was raised";
}

class Messages : public Scenarios {
 protected:
  std::string refusal(const std::function<void()>& call) {
    return message_of<orm::InvalidRequestError>(call);
  }
};

TEST_F(Messages, AnObjectOfAnotherSessionIsNotLetGoOf) {
  const auto u = user("u");
  store(u);
  orm::Session other(engine);
  EXPECT_EQ(refusal([&] { other.expunge(u); }),
            "this scenarios::User with the key 1 does not belong to this session, so there is "
            "nothing to let go of; ask the session that it was read by or added to");
}

TEST_F(Messages, ADeletedObjectIsNotAddedAgain) {
  const auto u = user("u");
  store(u);
  session.remove(u);
  session.flush();
  EXPECT_EQ(refusal([&] { session.add(u); }),
            "this scenarios::User with the key 1 has been deleted; make a new object instead");
}

TEST_F(Messages, MoreThanOneObjectIsFound) {
  store(user("u"), user("v"));
  EXPECT_EQ(message_of<orm::MultipleResultsFound>([&] { session.query<User>().one(); }),
            "the query found more than one scenarios::User; use first() or all()");
}

TEST_F(Messages, BatchesOfNothingAreNotStreamed) {
  EXPECT_EQ(refusal([&] { session.query<User>().stream(0).begin(); }),
            "stream() was given batches of 0 objects; the least is 1");
}

TEST_F(Messages, OptionsHaveToMakeSense) {
  using std::chrono::milliseconds;
  EXPECT_EQ(refusal([] { orm::create_engine("sqlite://", {.pool_size = 0}); }),
            "EngineOptions::pool_size is 0; it has to be at least 1");
  EXPECT_EQ(refusal([] { orm::create_engine("sqlite://", {.busy_timeout = milliseconds(-1)}); }),
            "EngineOptions::busy_timeout is -1 ms; it has to be 0 or more");
  const auto nothing = [](orm::Session&) {};
  EXPECT_EQ(refusal([&] { engine.run_in_transaction(nothing, {.attempts = 0}); }),
            "RetryOptions::attempts is 0; it has to be at least 1");
  EXPECT_EQ(refusal([&] { engine.run_in_transaction(nothing, {.pause = milliseconds(-1)}); }),
            "RetryOptions::pause is -1 ms; it has to be 0 or more");
}

TEST_F(Messages, TextsHaveToBeWhatTheyStandFor) {
  const auto complaint = [](const std::function<void()>& call) {
    return message_of<orm::DataError>(call);
  };
  EXPECT_EQ(complaint([] { orm::Decimal("12,5"); }),
            "'12,5' is not a decimal of at most 38 digits as in '-12.50'");
  EXPECT_EQ(complaint([] { orm::Uuid("2c5ea4c0"); }),
            "'2c5ea4c0' is not a UUID as in '2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d'");
  EXPECT_EQ(complaint([] { orm::parse_date("31.1.2026"); }),
            "'31.1.2026' is not a date as in '2026-01-31'");
  const orm::Decimal large("99999999999999999999999999999999999999");
  EXPECT_EQ(complaint([&] { (void)(large + orm::Decimal("0.5")); }),
            "a sum of decimals takes more than 38 digits; use rounded() on its parts");
  EXPECT_EQ(complaint([&] { (void)(large * large); }),
            "a product of decimals takes more than 38 digits; use rounded() on its parts");
}

}  // namespace scenarios
