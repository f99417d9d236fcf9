// What a statement has written is undone when what it returns cannot be read.
#include "database.h"
#include "hostile.orm.hpp"

namespace hostile {
namespace {

using testing::ElementsAre;

constexpr auto& of_counter = Counter::fields;

class RefusedWrites : public orm_test::DatabaseTest {
 protected:
  RefusedWrites() : DatabaseTest(&hostile::create_all) {
    orm_test::execute(file(),
                      "INSERT INTO counters (id, small, text) VALUES "
                      "(1, 1, 'old'), (2, 32767, 'old'), (3, 3, 'old')");
  }

  // All of it, whether the session or a savepoint is rolled back, and whatever becomes of the rest.
  template <class Write>
  void expect_undone(Write write) {
    EXPECT_THROW(write(), orm::DataError);
    EXPECT_THROW(session.commit(), orm::PendingRollbackError);
    session.rollback();
    EXPECT_THAT(rows("SELECT id, small, text FROM counters"),
                ElementsAre("1|1|old", "2|32767|old", "3|3|old"));
    {
      auto outer = session.begin_nested();
      session.get_one<Counter>(3)->set_text("kept");
      {
        const auto inner = session.begin_nested();
        EXPECT_THROW(write(), orm::DataError);
      }
      EXPECT_EQ(session.get_one<Counter>(1)->text(), "old");
      outer.commit();
    }
    session.commit();
    EXPECT_THAT(rows("SELECT id, small, text FROM counters"),
                ElementsAre("1|1|old", "2|32767|old", "3|3|kept"));
  }
};

TEST_F(RefusedWrites, OfAnUpdateThatObjectsFollow) {
  (void)session.query<Counter>().all();
  expect_undone([&] {
    (void)session.query<Counter>().all();
    session.query<Counter>().update(
        {orm::set(of_counter.small, of_counter.small + 1), orm::set(of_counter.text, "new")});
  });
}

TEST_F(RefusedWrites, OfAnUpdateThatReturnsValues) {
  expect_undone([&] {
    session.query<Counter>().update(
        {orm::set(of_counter.small, of_counter.small + 1), orm::set(of_counter.text, "new")},
        orm::returning(of_counter.id, of_counter.small));
  });
}

TEST_F(RefusedWrites, OfARemovalThatReturnsObjects) {
  orm_test::execute(file(), "UPDATE counters SET small = 32768 WHERE id = 2");
  EXPECT_THROW(session.query<Counter>().remove(orm::returning(Counter::fields)), orm::DataError);
  EXPECT_THROW(session.commit(), orm::PendingRollbackError);
  session.rollback();
  EXPECT_THAT(rows("SELECT count(*) FROM counters"), ElementsAre("3"));
  EXPECT_EQ(session.get_one<Counter>(3)->state(), orm::ObjectState::Persistent);
}

TEST_F(RefusedWrites, OfAnInsertFromAQuery) {
  expect_undone([&] {
    session.insert_from(
        orm::query<Counter>().select(of_counter.id + 10, of_counter.small + 1, of_counter.text),
        orm::returning(of_counter.small), of_counter.id, of_counter.small, of_counter.text);
  });
}

}  // namespace
}  // namespace hostile
