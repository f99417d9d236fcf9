// Rows that are deleted together: those whose keys are neighbours by one range of keys.
#include "scenario.h"

namespace scenarios {

class DeleteRanges : public Scenarios {
 protected:
  static constexpr int user_count = 10;

  void SetUp() override {
    for (int i = 1; i <= user_count; ++i) users.push_back(user(("u" + std::to_string(i)).c_str()));
    for (const auto& each : users) session.add(each);
    session.commit();
    session.query<User>().all();
    recorder.clear();
  }

  // Those from the first to the last place, the last one first.
  void remove(std::size_t first, std::size_t last) {
    for (std::size_t i = last; i > first; --i) session.remove(users[i - 1]);
    session.remove(users[last]);
  }
  std::vector<std::string> names() const { return rows("SELECT name FROM users ORDER BY id"); }

  std::vector<Ptr<User>> users;
};

TEST_F(DeleteRanges, TakeWhatIsBetweenAndNothingElse) {
  remove(1, 8);
  session.flush();
  EXPECT_EQ(recorder.statements().back().steps, 1U);
  EXPECT_EQ(executed().back(), "DELETE users x8");
  session.commit();
  EXPECT_THAT(names(), ElementsAre("u1", "u10"));
}

TEST_F(DeleteRanges, KeepARowInTheMiddle) {
  for (std::size_t i = 0; i < users.size(); ++i) {
    if (i != 4) session.remove(users[i]);
  }
  session.commit();
  EXPECT_THAT(names(), ElementsAre("u5"));
}

// A row that somebody else has put between them stays: its key is none of theirs.
TEST_F(DeleteRanges, KeepARowThatNobodyHasRead) {
  session.remove(users[4]);
  session.commit();
  orm_test::execute(file(), "INSERT INTO users (id, name) VALUES (5, 'theirs')");
  for (std::size_t i = 0; i < users.size(); ++i) {
    if (i != 4) session.remove(users[i]);
  }
  session.commit();
  EXPECT_THAT(names(), ElementsAre("theirs"));
}

TEST_F(DeleteRanges, CallTheTriggersOfEachRow) {
  session.commit();
  orm_test::execute(file(), "CREATE TABLE gone (name TEXT)");
  orm_test::execute(
      file(),
      "CREATE TRIGGER note AFTER DELETE ON users BEGIN INSERT INTO gone VALUES (old.name); END");
  remove(0, 7);
  session.commit();
  EXPECT_THAT(rows("SELECT count(*) FROM gone"), ElementsAre("8"));
  EXPECT_THAT(names(), ElementsAre("u9", "u10"));
}

TEST_F(DeleteRanges, ComeBackWithARollback) {
  remove(0, 9);
  session.flush();
  session.rollback();
  EXPECT_EQ(names().size(), 10U);
  EXPECT_EQ(users[3]->name(), "u4");
  session.remove(users[3]);
  session.commit();
  EXPECT_EQ(names().size(), 9U);
}

}  // namespace scenarios
