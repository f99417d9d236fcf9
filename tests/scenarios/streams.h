// What the tests of streams share.
#pragma once

#include "scenario.h"

namespace scenarios {

class StreamTest : public Scenarios {
 protected:
  // Users 1, 2, ... named `u1`, `u2`, ... with as many addresses each, past the session.
  void store_users(int users, int addresses = 0) {
    orm_test::execute(file(), numbered("INSERT INTO users SELECT i, 'u' || i", users));
    orm_test::execute(file(), numbered("INSERT INTO addresses SELECT i, 'a' || i, 1 + (i - 1) / " +
                                           std::to_string(std::max(addresses, 1)),
                                       users * addresses));
    recorder.clear();
  }

  static std::string numbered(const std::string& insert, int count) {
    return "WITH RECURSIVE n(i) AS (SELECT 1 WHERE " + std::to_string(count) +
           " > 0 UNION ALL SELECT i + 1 FROM n WHERE i < " + std::to_string(count) + ") " + insert +
           " FROM n";
  }

  auto users() { return session.query<User>().order_by(User::fields.id); }

  // Asks for the object of that key, which comes from the session or not.
  template <class T>
  bool is_in_session(std::int64_t key) {
    recorder.clear();
    session.get<T>(key);
    const bool is_there = recorder.executions() == 0;
    recorder.clear();
    return is_there;
  }
  // The keys from 1 to `count` of users that the session has.
  std::vector<int> users_in_session(int count) {
    std::vector<int> keys;
    for (int key = 1; key <= count; ++key) {
      if (is_in_session<User>(key)) keys.push_back(key);
    }
    return keys;
  }

  template <class Stream>
  static std::vector<std::string> names(Stream stream) {
    std::vector<std::string> found;
    for (User& each : stream) found.push_back(each.name());
    return found;
  }

  // The next step says that the stream has ended, and why.
  template <class Iterator>
  static void expect_ended(Iterator& at, const char* reason) {
    try {
      ++at;
      FAIL() << "the stream went on";
    } catch (const orm::InvalidRequestError& error) {
      EXPECT_THAT(error.what(), HasSubstr("this stream of scenarios::User has ended"));
      EXPECT_THAT(error.what(), HasSubstr(reason));
    }
  }
};

}  // namespace scenarios
