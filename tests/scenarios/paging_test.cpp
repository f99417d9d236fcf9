// Pages of a result by the keys of their last row.
#include "joins.h"

namespace scenarios {
namespace {

class Pages : public Scenarios {
 protected:
  void SetUp() override {
    for (const char* name : {"b", "a", "c", "b", "a"}) session.add(user(name));
    session.commit();
    recorder.clear();
  }

  std::vector<std::string> ids(const orm::Query<User>& query) const {
    std::vector<std::string> found;
    for (const auto& each : query.all()) {
      found.push_back(each->name() + std::to_string(each->id()));
    }
    return found;
  }
};

TEST_F(Pages, FollowOneAnother) {
  const auto keys = orm::keyset(by_user.name, by_user.id);
  const auto page = session.query<User>().order_by(keys).limit(2);
  EXPECT_THAT(ids(page), ElementsAre("a2", "a5"));
  EXPECT_THAT(ids(page.filter(orm::page_after(keys, "a", 5))), ElementsAre("b1", "b4"));
  EXPECT_EQ(last_sql(recorder),
            "SELECT users.id, users.name FROM users WHERE (users.name, users.id) > (?, ?) ORDER BY "
            "users.name, users.id LIMIT ?");
  EXPECT_THAT(ids(page.filter(orm::page_after(keys, "b", 4))), ElementsAre("c3"));
  EXPECT_THAT(ids(page.filter(orm::page_after(keys, "c", 3))), IsEmpty());
}

TEST_F(Pages, GoDownwards) {
  const auto keys = orm::keyset(by_user.id).descending();
  const auto page = session.query<User>().order_by(keys).limit(2);
  EXPECT_THAT(ids(page), ElementsAre("a5", "b4"));
  EXPECT_THAT(ids(page.filter(orm::page_after(keys, 4))), ElementsAre("c3", "a2"));
  EXPECT_EQ(last_sql(recorder),
            "SELECT users.id, users.name FROM users WHERE users.id < ? ORDER BY users.id DESC "
            "LIMIT ?");
}

}  // namespace
}  // namespace scenarios
