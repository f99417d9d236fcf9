// Enumerators come back as they went in, and the database holds what the schema says.
#include <gmock/gmock.h>

#include <vector>

#include "database.h"
#include "enums.orm.hpp"

namespace enums {

using grading::Grade;
using testing::ElementsAre;
using testing::HasSubstr;

class Enums : public orm_test::DatabaseTest {
 protected:
  Enums() : DatabaseTest(&enums::create_all) {}

  // What the failing call says.
  template <class Call>
  std::string message_of(Call call) {
    try {
      call();
    } catch (const orm::DataError& error) {
      return error.what();
    }
    return "nothing was raised";
  }
};

TEST_F(Enums, AreStoredAsTheirTextOrNumber) {
  store(orm::make<Order>({}),
        orm::make<Order>({.grade = Grade::fail, .state = State::delete_, .wish = State::paid}));
  EXPECT_THAT(rows("SELECT grade, typeof(grade), state, coalesce(wish, '-') FROM orders"
                   " ORDER BY id"),
              ElementsAre("10|integer|open|-", "-1|integer|it's gone|PAID"));
  session.expunge_all();
  const auto second = session.get<Order>(2);
  EXPECT_EQ(second->grade(), Grade::fail);
  EXPECT_EQ(second->state(), State::delete_);
  EXPECT_EQ(second->wish(), State::paid);
}

TEST_F(Enums, HaveTheirDefaultBeforeAFlush) {
  const auto order = orm::make<Order>({});
  EXPECT_EQ(order->grade(), Grade::merit);
  EXPECT_EQ(order->state(), State::open);
  EXPECT_EQ(order->wish(), std::nullopt);
}

TEST_F(Enums, AreReadAsOthersWroteThem) {
  rows("INSERT INTO orders (id, grade, state, wish) VALUES (7, 0, 'PAID', NULL)");
  const auto order = session.get<Order>(7);
  EXPECT_EQ(order->grade(), Grade::pass);
  EXPECT_EQ(order->state(), State::paid);
  EXPECT_EQ(order->wish(), std::nullopt);
}

TEST_F(Enums, StandInConditions) {
  store(orm::make<Order>({.grade = Grade::fail}),
        orm::make<Order>({.grade = Grade::pass, .state = State::paid}),
        orm::make<Order>({.state = State::delete_, .wish = State::open}));
  const auto& fields = Order::fields;
  const auto query = session.query<Order>();
  EXPECT_EQ(query.filter(fields.state == State::paid).count(), 1);
  EXPECT_EQ(query.filter(fields.state != State::paid).count(), 2);
  EXPECT_EQ(query.filter_by(fields.wish, State::open).count(), 1);
  EXPECT_EQ(query.filter(in_(fields.state, {State::open, State::delete_})).count(), 2);
  EXPECT_EQ(query.filter(not_in(fields.grade, std::vector{Grade::pass})).count(), 2);
  EXPECT_EQ(query.filter(fields.grade < Grade::merit).count(), 2);
  EXPECT_EQ(query.filter(between(fields.grade, Grade::pass, Grade::merit)).count(), 2);
  EXPECT_EQ(query.order_by(orm::desc(fields.grade)).first()->grade(), Grade::merit);
}

TEST_F(Enums, AreKeysAndForeignKeys) {
  const auto price = orm::make<Price>({.state = State::paid, .amount = 5});
  store(price, orm::make<Sale>({.price = price}));
  session.expunge_all();
  const auto sale = session.get<Sale>(1);
  EXPECT_EQ(sale->state(), State::paid);
  EXPECT_EQ(sale->price(), session.get<Price>(State::paid));
  EXPECT_EQ(session.get<Price>(State::open), nullptr);
}

TEST_F(Enums, AnUnknownValueIsRefusedWhenItIsRead) {
  rows("DROP TABLE orders");
  rows("CREATE TABLE orders (id INTEGER PRIMARY KEY, grade INTEGER, state TEXT, wish TEXT)");
  rows("INSERT INTO orders VALUES (3, 0, 'lost', NULL)");
  rows("INSERT INTO orders VALUES (4, 7, 'open', NULL)");
  EXPECT_THAT(message_of([&] { session.get<Order>(3); }),
              testing::AllOf(HasSubstr("\"state\" of table \"orders\", row with the key 3"),
                             HasSubstr("'lost'"),
                             HasSubstr("one of enums::State: 'open', 'PAID', 'it's gone'")));
  EXPECT_THAT(message_of([&] { session.get<Order>(4); }),
              HasSubstr("holds 7, the schema says one of grading::Grade: -1, 0, 10"));
}

TEST_F(Enums, AnUnknownNumberIsRefusedBeforeItIsWritten) {
  session.add(orm::make<Order>({.grade = static_cast<Grade>(7)}));
  EXPECT_THAT(message_of([&] { session.flush(); }),
              HasSubstr("enums::Order::grade is to become 7, which is not one of grading::Grade"));
  session.rollback();
  session.add(orm::make<Order>({.state = static_cast<State>(7)}));
  EXPECT_THAT(message_of([&] { session.flush(); }),
              HasSubstr("enums::Order::state is to become 7, which is not one of enums::State"));
  session.rollback();
  EXPECT_THAT(rows("SELECT count(*) FROM orders"), ElementsAre("0"));
}

TEST_F(Enums, TheDatabaseRefusesWhatIsNone) {
  EXPECT_THAT(rows("SELECT instr(sql, '\"state\" IN (''open'', ''PAID'', ''it''''s gone'')') > 0,"
                   " instr(sql, '\"grade\" IN (-1, 0, 10)') > 0"
                   " FROM sqlite_master WHERE name = 'orders'"),
              ElementsAre("1|1"));
  enums::create_all(engine);
}

}  // namespace enums
