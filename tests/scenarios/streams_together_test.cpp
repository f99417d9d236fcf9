// Scenario 109: several streams of one session at a time.
#include "streams.h"

namespace scenarios {

class StreamsTogether : public StreamTest {};

TEST_F(StreamsTogether, Scenario109_OneStreamInAnother) {
  store_users(3, 2);
  std::vector<std::string> found;
  for (User& u : users().stream(1)) {
    for (Address& a : session.query<Address>()
                          .filter(Address::fields.user_id == u.id())
                          .order_by(Address::fields.id)
                          .stream(1)) {
      found.push_back(u.name() + a.email());
    }
  }
  EXPECT_THAT(found, ElementsAre("u1a1", "u1a2", "u2a3", "u2a4", "u3a5", "u3a6"));
  EXPECT_EQ(recorder.executions(), 4U);
  EXPECT_THAT(users_in_session(3), IsEmpty());
}

TEST_F(StreamsTogether, Scenario109_TwoStreamsOverTheSameObjects) {
  store_users(12, 1);
  for (const int other : {1, 2, 3, 5, 12, 100}) {
    auto one = users().options(orm::selectinload(User::fields.addresses)).stream(3);
    auto two = users().options(orm::selectinload(User::fields.addresses)).stream(other);
    auto first = one.begin();
    auto second = two.begin();
    for (; first != one.end(); ++first, ++second) {
      ASSERT_EQ(&*first, &*second);
      ASSERT_EQ(first->addresses()[0].email(), "a" + std::to_string(second->id()));
    }
    EXPECT_TRUE(second == two.end());
    EXPECT_THAT(users_in_session(12), IsEmpty()) << other;
    for (int key = 1; key <= 12; ++key) EXPECT_FALSE(is_in_session<Address>(key)) << other;
    session.expunge_all();
  }
}

TEST_F(StreamsTogether, Scenario109_TheSlowerOfTwoKeepsItsBatch) {
  store_users(6, 1);
  auto slow = users().options(orm::selectinload(User::fields.addresses)).stream(6);
  auto at = slow.begin();
  EXPECT_EQ(names(users().stream(2)).size(), 6U);
  recorder.clear();
  int count = 0;
  for (; at != slow.end(); ++at) {
    ++count;
    EXPECT_EQ(at->name(), "u" + std::to_string(count));
    EXPECT_EQ(at->addresses()[0].email(), "a" + std::to_string(count));
  }
  EXPECT_EQ(count, 6);
  EXPECT_EQ(recorder.executions(), 0U);
  EXPECT_THAT(users_in_session(6), IsEmpty());
  EXPECT_FALSE(is_in_session<Address>(6));
}

}  // namespace scenarios
