// Columns that the database or the session gives values: computed ones, server defaults, versions,
// and what an UPDATE touches. And lists that are only written.
#include "database.h"
#include "sources.orm.hpp"

namespace ledger {

using orm::Decimal;
using orm::make;
using orm::Ptr;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Sources : public orm_test::DatabaseTest {
 protected:
  Sources() : DatabaseTest(&ledger::create_all) {}

  void write(const std::string& sql) const { orm_test::execute(file(), sql); }
};

TEST_F(Sources, WhatTheDatabaseMakesComesBackWithTheInsert) {
  const auto line = session.create<Line>({.quantity = 3, .price = Decimal("2.50")});
  EXPECT_THROW(line->total(), orm::ValueNotKnown);
  EXPECT_THROW(line->state(), orm::ValueNotKnown);
  EXPECT_EQ(line->doubled(), std::nullopt);
  session.flush();
  EXPECT_THAT(executed(), ElementsAre("INSERT lines x1"));
  EXPECT_EQ(line->total(), Decimal("7.50"));
  EXPECT_EQ(line->doubled(), 6);
  EXPECT_EQ(orm::to_string(line->due()), "2026-01-31");
  EXPECT_EQ(line->state(), "open");
  EXPECT_EQ(line->remark(), "none");
  EXPECT_THAT(executed(), IsEmpty());
  session.commit();
  EXPECT_THAT(rows("SELECT id, total, doubled, state, remark FROM lines"),
              ElementsAre("1|7.5|6|open|none"));
}

TEST_F(Sources, GivenValuesGoBeforeServerDefaults) {
  const auto line =
      session.create<Line>({.price = Decimal("1"), .state = "paid", .remark = "urgent"});
  EXPECT_EQ(line->state(), "paid");
  session.commit();
  EXPECT_THAT(rows("SELECT state, remark FROM lines"), ElementsAre("paid|urgent"));
  // As in SQLAlchemy, a default also stands for NULL in an INSERT; an UPDATE takes it as it is.
  const auto other = session.create<Line>({.price = Decimal("1"), .remark = std::nullopt});
  session.flush();
  EXPECT_EQ(other->remark(), "none");
  other->set_remark(std::nullopt);
  session.commit();
  EXPECT_THAT(rows("SELECT remark FROM lines WHERE id = 2"), ElementsAre("NULL"));
}

TEST_F(Sources, AnUpdateReadsBackWhatIsComputed) {
  const auto line = make<Line>({.quantity = 1, .price = Decimal("2")});
  store(line);
  EXPECT_EQ(line->total(), Decimal("2"));
  executed();
  line->set_quantity(5);
  session.flush();
  EXPECT_EQ(line->total(), Decimal("10"));
  EXPECT_EQ(line->doubled(), 10);
  EXPECT_THAT(executed(), ElementsAre("UPDATE lines SET quantity, changed_at x1"));
  const auto found = session.query<Line>().filter(Line::fields.total == Decimal("10")).one();
  EXPECT_TRUE(found == line);
}

TEST_F(Sources, AnUpdateTouchesTheRow) {
  const auto line = make<Line>({.price = Decimal("2")});
  store(line);
  const auto before = orm::parse_date_time("2000-01-01 00:00:00");
  EXPECT_EQ(line->changed_at(), before);
  line->set_notes("new");
  session.commit();
  EXPECT_GT(line->changed_at(), before);
  EXPECT_LE(line->changed_at(), orm::now());
  line->set_notes("newer");
  line->set_changed_at(before);
  session.commit();
  EXPECT_EQ(line->changed_at(), before);
  // Nothing changed, nothing touched.
  EXPECT_EQ(line->notes(), "newer");
  line->set_notes("newer");
  executed();
  session.commit();
  EXPECT_THAT(executed(), IsEmpty());
}

TEST_F(Sources, ManyRowsKeepTheirOwnValues) {
  std::vector<Ptr<Line>> lines;
  lines.reserve(100);
  for (int i = 0; i < 100; ++i) lines.push_back(make<Line>({.quantity = i, .price = Decimal("2")}));
  session.add_all(lines);
  session.flush();
  for (int i = 0; i < 100; ++i) EXPECT_EQ(lines[static_cast<std::size_t>(i)]->total(), 2 * i);
  session.commit();
  EXPECT_THAT(rows("SELECT count(*), sum(total) FROM lines"), ElementsAre("100|9900"));
}

TEST_F(Sources, TextThatIsNoJsonIsRefused) {
  session.create<Line>({.price = Decimal("1"), .extra = "{no"});
  EXPECT_THROW(session.commit(), orm::IntegrityError);
  session.rollback();
  session.create<Line>({.price = Decimal("1"), .extra = R"({"a": [1, null]})"});
  session.commit();
  EXPECT_THAT(rows("SELECT extra ->> '$.a[0]' FROM lines"), ElementsAre("1"));
}

TEST_F(Sources, TheSchemaIsThatOfTheDatabase) {
  EXPECT_TRUE(engine.verify(registry()).empty());
  write(
      "DROP TABLE lines; CREATE TABLE lines (id INTEGER PRIMARY KEY, quantity INTEGER NOT NULL, "
      "price NUMERIC NOT NULL, total NUMERIC NOT NULL, doubled INTEGER, due TEXT NOT NULL, state "
      "TEXT NOT NULL, remark TEXT, changed_at TEXT NOT NULL, notes TEXT NOT NULL, extra TEXT NOT "
      "NULL, order_id INTEGER REFERENCES orders (number) ON DELETE CASCADE)");
  std::string differences;
  for (const orm::SchemaDifference& each : engine.verify(registry()))
    differences += each.message + "\n";
  EXPECT_THAT(differences, HasSubstr("\"total\""));
  EXPECT_THAT(differences, HasSubstr("\"state\""));
}

class Versions : public Sources {};

TEST_F(Versions, CountTheUpdatesOfARow) {
  const auto order = session.create<Order>({.number = 7});
  EXPECT_THROW(order->version(), orm::ValueNotKnown);
  session.flush();
  EXPECT_EQ(order->version(), 1);
  order->set_code("a");
  session.flush();
  EXPECT_EQ(order->version(), 2);
  session.commit();
  // Expired by now.
  order->set_code("b");
  session.commit();
  EXPECT_EQ(order->version(), 3);
  EXPECT_THAT(rows("SELECT number, code, version FROM orders"), ElementsAre("7|b|3"));
}

TEST_F(Versions, Scenario127_AStaleUpdateChangesNothing) {
  orm::Session kept(engine, {.expire_on_commit = false});
  const auto order = kept.create<Order>({.number = 7, .code = "a", .version = 4});
  kept.commit();
  EXPECT_EQ(order->version(), 4);
  write("UPDATE orders SET code = 'theirs', version = 5");
  order->set_code("ours");
  EXPECT_THROW(kept.commit(), orm::StaleDataError);
  kept.rollback();
  EXPECT_EQ(order->code(), "theirs");
  EXPECT_EQ(order->version(), 5);
  EXPECT_THAT(rows("SELECT code, version FROM orders"), ElementsAre("theirs|5"));
}

TEST_F(Versions, Scenario127_AStaleDeleteDeletesNothing) {
  orm::Session kept(engine, {.expire_on_commit = false});
  const auto order = kept.create<Order>({.number = 7});
  kept.commit();
  write("UPDATE orders SET version = 5");
  kept.remove(order);
  EXPECT_THROW(kept.commit(), orm::StaleDataError);
  kept.rollback();
  EXPECT_THAT(rows("SELECT number, version FROM orders"), ElementsAre("7|5"));
  // Read again before it is deleted, for it expired with the rollback.
  kept.remove(order);
  kept.commit();
  EXPECT_THAT(rows("SELECT number FROM orders"), IsEmpty());
}

TEST_F(Versions, ARowThatPassesToANewObjectGoesOnCounting) {
  const auto old = make<Tag>({.name = "x"});
  store(old);
  EXPECT_EQ(old->version(), 1);
  session.remove(old);
  const auto next = session.create<Tag>({.name = "x"});
  session.commit();
  EXPECT_THAT(rows("SELECT name, version FROM tags"), ElementsAre("x|1"));
  EXPECT_TRUE(session.get<Tag>("x") == next);
}

TEST_F(Versions, ACountThatDoesNotFitIsRefused) {
  store(make<Tag>({.name = "x", .version = 32767}));
  const auto tag = session.get_one<Tag>("x");
  tag->set_colour("red");
  EXPECT_THROW(session.commit(), orm::DataError);
  session.rollback();
  EXPECT_EQ(tag->version(), 32767);
}

class WriteOnly : public Sources {
 protected:
  std::vector<std::string> line_rows() const {
    return rows("SELECT id, order_id FROM lines ORDER BY id");
  }
};

TEST_F(WriteOnly, MembersComeAndGoUnread) {
  const auto order = make<Order>({.number = 1});
  const auto first = make<Line>({.price = Decimal("1")});
  order->lines().append(first);
  store(order);
  EXPECT_EQ(order->number(), 1);
  EXPECT_EQ(order->version(), 1);
  executed();
  const auto second = make<Line>({.price = Decimal("2")});
  order->lines().append(second);
  session.flush();
  EXPECT_THAT(executed(), ElementsAre("INSERT lines x1"));
  EXPECT_TRUE(second->order() == order);
  EXPECT_EQ(first->price(), Decimal("1"));
  executed();
  order->lines().remove(first);
  session.flush();
  EXPECT_THAT(executed(), ElementsAre("UPDATE lines SET changed_at, order_id x1"));
  session.commit();
  EXPECT_THAT(line_rows(), ElementsAre("1|NULL", "2|1"));
}

TEST_F(WriteOnly, WhatIsNoMemberCannotBeRemoved) {
  const auto order = make<Order>({.number = 1});
  const auto line = make<Line>({.price = Decimal("1")});
  store(order, line);
  EXPECT_EQ(order->version(), 1);
  EXPECT_THROW(order->lines().remove(line), orm::InvalidRequestError);
  EXPECT_THROW(order->lines().append(Ptr<Line>()), orm::NullPtrError);
}

TEST_F(WriteOnly, PairsAreWrittenUnread) {
  const auto order = make<Order>({.number = 1});
  const auto red = make<Tag>({.name = "red"});
  const auto blue = make<Tag>({.name = "blue"});
  order->tags().append(red);
  store(order, blue);
  EXPECT_EQ(order->version() + red->version() + blue->version(), 3);
  executed();
  order->tags().append(blue);
  order->tags().remove(red);
  session.flush();
  EXPECT_THAT(executed(), ElementsAre("DELETE order_tag x1", "INSERT order_tag x1"));
  session.commit();
  EXPECT_THAT(rows("SELECT tag_name FROM order_tag"), ElementsAre("blue"));
  order->tags().remove(red);
  EXPECT_THROW(session.flush(), orm::StaleDataError);
}

}  // namespace ledger
