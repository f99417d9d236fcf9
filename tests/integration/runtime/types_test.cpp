// Decimals, dates, times and UUIDs: stored as the language says, read also as others write them.
#include <chrono>

#include "database.h"
#include "types.orm.hpp"

namespace kinds {

using namespace std::chrono_literals;
using orm::Date;
using orm::DateTime;
using orm::Decimal;
using orm::Time;
using orm::Uuid;
using std::chrono::sys_days;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr Date day = 2026y / 1 / 31;
const DateTime moment = sys_days(day) + 18h + 30min;
const Uuid token("2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d");

class Types : public orm_test::DatabaseTest {
 protected:
  Types() : DatabaseTest(&kinds::create_all) {}

  void write(const std::string& sql) const { orm_test::execute(file(), sql); }

  // A row with this value in one column, written by somebody else.
  void insert(const std::string& column, const std::string& value) const {
    write("DELETE FROM bookings");
    const std::string others[][2] = {{"price", "1"},
                                     {"day", "'2026-01-31'"},
                                     {"made_at", "'2026-01-31 18:30:00'"},
                                     {"token", "randomblob(16)"}};
    std::string names = column;
    std::string values = value;
    for (const auto& [name, usual] : others) {
      if (name == column) continue;
      names += ", " + name;
      values += ", " + usual;
    }
    write("INSERT INTO bookings (" + names + ") VALUES (" + values + ")");
  }

  orm::Ptr<Booking> read(const std::string& column, const std::string& value) {
    insert(column, value);
    session.rollback();
    session.expunge_all();
    return session.query<Booking>().one();
  }

  std::string refused(const std::string& column, const std::string& value) {
    try {
      read(column, value);
    } catch (const orm::DataError& error) {
      return error.what();
    }
    return "accepted";
  }

  // What adding an object of these values says.
  std::string refused(const Booking::Init& init) {
    orm::Session other(engine);
    other.add(orm::make<Booking>(init));
    try {
      other.commit();
    } catch (const orm::DataError& error) {
      return error.what();
    }
    return "accepted";
  }
};

TEST_F(Types, AreStoredAsTheLanguageSays) {
  store(orm::make<Booking>({.price = Decimal("12.50"),
                            .ratio = Decimal("0.12345678901234567890"),
                            .day = day,
                            .at = Time{9h + 250ms},
                            .made_at = moment,
                            .token = token}),
        orm::make<Booking>({.price = 12, .ratio = Decimal("-1.5"), .made_at = moment + 1us}));
  EXPECT_THAT(rows("SELECT price, typeof(price), ratio, typeof(ratio) FROM bookings ORDER BY id"),
              ElementsAre("12.5|real|0.12345678901234567890|text",
                          "12|integer|-1.50000000000000000000|text"));
  EXPECT_THAT(rows("SELECT day, at, made_at, typeof(token), hex(token) FROM bookings LIMIT 1"),
              ElementsAre("2026-01-31|09:00:00.250000|2026-01-31 18:30:00|blob|"
                          "2C5EA4C0406711E98BAD9B1DEB4D3B7D"));
  EXPECT_THAT(rows("SELECT made_at FROM bookings WHERE id = 2"),
              ElementsAre("2026-01-31 18:30:00.000001"));
  // SQLite's own functions know them.
  EXPECT_THAT(rows("SELECT date(day, '+1 day'), strftime('%H', made_at) FROM bookings LIMIT 1"),
              ElementsAre("2026-02-01|18"));
}

TEST_F(Types, ComeBackAsTheyWere) {
  store(orm::make<Booking>({.price = Decimal("-0.05"),
                            .ratio = Decimal("9999999999.00000000000000000001"),
                            .day = day,
                            .at = Time{24h - 1us},
                            .made_at = moment,
                            .token = token}));
  session.expunge_all();
  const auto booking = session.query<Booking>().one();
  EXPECT_EQ(to_string(booking->price()), "-0.05");
  EXPECT_EQ(to_string(booking->ratio().value()), "9999999999.00000000000000000001");
  EXPECT_EQ(booking->day(), day);
  EXPECT_EQ(booking->at(), Time{24h - 1us});
  EXPECT_EQ(booking->made_at(), moment);
  EXPECT_EQ(booking->token(), token);
  EXPECT_EQ(booking->left_on(), std::nullopt);
}

TEST_F(Types, EachCentIsExact) {
  std::vector<orm::Ptr<Booking>> bookings;
  for (int cents = -20'000; cents <= 20'000; ++cents) {
    bookings.push_back(orm::make<Booking>({.price = Decimal::scaled(cents, 2)}));
  }
  session.add_all(bookings);
  session.commit();
  bookings.clear();
  session.expunge_all();
  int cents = -20'000;
  for (const auto& booking : session.query<Booking>().order_by(Booking::fields.id).all()) {
    ASSERT_EQ(booking->price(), Decimal::scaled(cents, 2));
    ASSERT_EQ(booking->price().scale(), 2);
    ++cents;
  }
  // As if the text had been given to SQLite.
  EXPECT_THAT(rows("SELECT count(*) FROM bookings WHERE price IS NOT "
                   "CAST(printf('%.2f', (id - 20001) / 100.0) AS NUMERIC)"),
              ElementsAre("0"));
}

TEST_F(Types, AreReadAsOthersWriteThem) {
  EXPECT_EQ(to_string(read("price", "0.99")->price()), "0.99");
  EXPECT_EQ(to_string(read("price", "2")->price()), "2.00");
  EXPECT_EQ(to_string(read("price", "0.1 + 0.2")->price()), "0.30");
  EXPECT_EQ(to_string(read("ratio", "'1.5'")->ratio().value()), "1.50000000000000000000");
  EXPECT_EQ(read("day", "'2026-01-31 00:00:00'")->day(), day);
  EXPECT_EQ(read("made_at", "'2026-01-31T18:30:00Z'")->made_at(), moment);
  EXPECT_EQ(read("made_at", "'2026-01-31 18:30:00.000'")->made_at(), moment);
  EXPECT_EQ(read("made_at", "'2026-01-31'")->made_at(), DateTime(sys_days(day)));
  EXPECT_EQ(read("token", "'2C5EA4C0-4067-11e9-8bad-9b1deb4d3b7d'")->token(), token);
}

TEST_F(Types, ARowThatDoesNotFitIsNamed) {
  const auto named = [](const char* column) {
    return AllOf(HasSubstr("\"bookings\""), HasSubstr(column), HasSubstr("the key 1"));
  };
  EXPECT_THAT(refused("price", "1.005"), AllOf(named("price"), HasSubstr("decimal(10, 2)")));
  EXPECT_THAT(refused("price", "123456789"), named("price"));
  EXPECT_THAT(refused("price", "'much'"), named("price"));
  EXPECT_THAT(refused("price", "x'01'"), named("price"));
  EXPECT_THAT(refused("price", "9e999"), named("price"));
  EXPECT_THAT(refused("day", "'2026-02-30'"), AllOf(named("day"), HasSubstr("'2026-02-30'")));
  EXPECT_THAT(refused("day", "20260131"), named("day"));
  EXPECT_THAT(refused("day", "'2026-01-31 12:00:00'"), named("day"));
  EXPECT_THAT(refused("day", "CAST('2026-01-31' AS BLOB)"), named("day"));
  EXPECT_THAT(refused("at", "'25:00:00'"), named("at"));
  EXPECT_THAT(refused("made_at", "1769880600"), named("made_at"));
  EXPECT_THAT(refused("made_at", "'2026-01-31 18:30:00+01:00'"), named("made_at"));
  EXPECT_THAT(refused("token", "x'0102'"), named("token"));
  EXPECT_THAT(refused("token", "'2c5ea4c0'"), named("token"));
}

TEST_F(Types, AValueThatTheDatabaseCannotHoldIsRefusedBeforeAnySql) {
  EXPECT_THAT(refused({.price = Decimal("1.005")}),
              AllOf(HasSubstr("price"), HasSubstr("'1.005'"), HasSubstr("decimal(10, 2)")));
  EXPECT_THAT(refused({.price = 123456789}), HasSubstr("decimal(10, 2)"));
  EXPECT_THAT(refused({.ratio = Decimal("12345678901")}), HasSubstr("decimal(30, 20)"));
  EXPECT_THAT(refused({.day = 2026y / 2 / 30}), HasSubstr("'2026-02-30'"));
  EXPECT_THAT(refused({.day = 10000y / 1 / 1}), HasSubstr("day"));
  EXPECT_THAT(refused({.at = Time{24h}}), HasSubstr("at"));
  EXPECT_THAT(refused({.at = Time{-1us}}), HasSubstr("at"));
  EXPECT_THAT(refused({.made_at = DateTime::max()}), HasSubstr("made_at"));
  EXPECT_THAT(rows("SELECT count(*) FROM bookings"), ElementsAre("0"));
  EXPECT_EQ(refused({.price = Decimal("1.500")}), "accepted");
}

TEST_F(Types, FunctionsFillInWhatIsNotGiven) {
  const DateTime before = orm::now();
  const auto first = orm::make<Booking>({});
  const auto second = orm::make<Booking>({});
  EXPECT_GE(first->made_at(), before);
  EXPECT_LE(first->made_at(), orm::now());
  EXPECT_LE(DateTime(sys_days(first->day())), orm::now());
  EXPECT_NE(first->token(), second->token());
  const auto host = orm::make<Host>({.name = "Ada"});
  // Known before any flush.
  EXPECT_NE(host->id(), Uuid());
  EXPECT_LT(host->id(), orm::make<Host>({.name = "Bob"})->id());
}

TEST_F(Types, AnEqualValueChangesNothing) {
  const auto booking = orm::make<Booking>({.price = Decimal("1.50"), .made_at = moment});
  store(booking);
  EXPECT_EQ(booking->price(), Decimal("1.5"));
  booking->set_price(Decimal("1.5"));
  booking->set_made_at(moment);
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("SELECT bookings"));
  booking->set_price(Decimal("1.51"));
  session.commit();
  EXPECT_THAT(executed(), ElementsAre("UPDATE bookings SET price x1"));
  EXPECT_THAT(rows("SELECT price FROM bookings"), ElementsAre("1.51"));
}

TEST_F(Types, AreComparedInQueries) {
  for (std::int64_t i = 0; i < 5; ++i) {
    session.add(orm::make<Booking>({.price = Decimal::scaled(i * 50, 2),
                                    .ratio = Decimal(i),
                                    .day = Date(sys_days(day) + std::chrono::days(i)),
                                    .at = Time{std::chrono::hours(i)},
                                    .made_at = moment + std::chrono::seconds(i)}));
  }
  const auto& fields = Booking::fields;
  const auto count = [&](orm::Expr<bool> condition) {
    return session.query<Booking>().filter(std::move(condition)).count();
  };
  EXPECT_EQ(count(fields.price == Decimal("1.5")), 1);
  EXPECT_EQ(count(fields.price >= 1), 3);
  EXPECT_EQ(count(fields.price < Decimal("0.505")), 2);
  EXPECT_EQ(count(fields.ratio == 3), 1);
  EXPECT_EQ(count(fields.day > day), 4);
  EXPECT_EQ(count(fields.day == sys_days(day)), 1);
  EXPECT_EQ(count(orm::between(fields.at, Time{1h}, Time{2h})), 2);
  EXPECT_EQ(count(fields.made_at <= sys_days(day) + 18h + 30min + 1s), 2);
  EXPECT_EQ(count(orm::in_(fields.price, {Decimal(0), Decimal("0.50"), Decimal(7)})), 2);
  EXPECT_EQ(count(fields.left_on == std::nullopt), 5);
  const auto kept = session.query<Booking>().first();
  EXPECT_EQ(count(fields.token == kept->token()), 1);
}

// Compared as texts they would give wrong rows.
TEST_F(Types, WhatNoColumnCanHoldIsNotComparedWith) {
  const auto& fields = Booking::fields;
  EXPECT_THROW((void)(fields.day < Date(10000y / 1 / 1)), orm::DataError);
  EXPECT_THROW((void)(fields.day == Date(2026y / 2 / 30)), orm::DataError);
  EXPECT_THROW((void)(fields.made_at <= DateTime::max()), orm::DataError);
  EXPECT_THROW(orm::in_(fields.at, {Time{1h}, Time{50h}}), orm::DataError);
  EXPECT_THROW(session.get<Tag>(Date(10000y / 1 / 1)), orm::DataError);
  session.create<Booking>({.day = 999y / 12 / 31, .made_at = DateTime(-1us)});
  EXPECT_EQ(session.query<Booking>().filter(fields.day < Date(9999y / 12 / 31)).count(), 1);
  EXPECT_EQ(session.query<Booking>().filter(fields.made_at < DateTime(0us)).count(), 1);
}

TEST_F(Types, AreKeysAndLinks) {
  const auto host = orm::make<Host>({.id = token, .name = "Ada"});
  host->visits().append(orm::make<Visit>({.starts_at = moment + 1h, .note = "late"}));
  host->visits().append(orm::make<Visit>({.starts_at = moment, .note = "early"}));
  host->tags().append(orm::make<Tag>({.since = day}));
  store(host);
  session.expunge_all();

  const auto found = session.get<Host>(token);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->visits()[0].note(), "early");
  EXPECT_EQ(found->visits()[1].host(), found);
  EXPECT_EQ(found->tags()[0].since(), day);
  recorder.clear();
  EXPECT_EQ(session.get<Host>(token), found);
  EXPECT_EQ(session.get<Visit>(token, moment).get(), &found->visits()[0]);
  EXPECT_EQ(session.get<Tag>(day).get(), &found->tags()[0]);
  EXPECT_THAT(executed(), ElementsAre());

  for (const auto& load :
       {orm::joinedload(Host::fields.visits), orm::selectinload(Host::fields.visits)}) {
    orm::Session other(engine);
    const auto again = other.query<Host>().options(load).one();
    EXPECT_EQ(again->visits().size(), 2U);
  }
  session.remove(session.get<Visit>(token, moment + 1h));
  found->tags().clear();
  session.commit();
  EXPECT_THAT(rows("SELECT starts_at FROM visits"), ElementsAre("2026-01-31 18:30:00"));
  EXPECT_THAT(rows("SELECT * FROM host_tag"), ElementsAre());
}

TEST_F(Types, ADecimalIsAKey) {
  const auto price = orm::make<Price>({.amount = Decimal("0.99")});
  price->offers().append(orm::make<Offer>({}));
  store(price, orm::make<Price>({.amount = 2}));
  session.expunge_all();
  const auto offer = session.query<Offer>().one();
  EXPECT_EQ(to_string(offer->price()->amount()), "0.99");
  EXPECT_EQ(session.get<Price>(Decimal("0.990")), offer->price());
  EXPECT_TRUE(session.get<Price>(2));
  EXPECT_THAT(rows("SELECT amount FROM offers"), ElementsAre("0.99"));
}

TEST_F(Types, AreKeysOfSelectinLoading) {
  const auto host = orm::make<Host>({.name = "Ada"});
  host->tags().append(orm::make<Tag>({.since = day}));
  host->visits().append(orm::make<Visit>({.starts_at = moment + 250ms}));
  for (const char* amount : {"0.99", "2.00"}) {
    session.create<Price>({.amount = Decimal(amount), .offers = {orm::make<Offer>({})}});
  }
  store(host);

  orm::Session other(engine);
  const auto prices = other.query<Price>().options(orm::selectinload(Price::fields.offers)).all();
  const auto offers = other.query<Offer>().options(orm::selectinload(Offer::fields.price)).all();
  const auto tag = other.query<Tag>()
                       .options(orm::selectinload(Tag::fields.hosts)
                                    .selectinload(Host::fields.visits)
                                    .selectinload(Visit::fields.host))
                       .one();
  recorder.clear();
  for (const auto& price : prices) EXPECT_EQ(price->offers()[0].price(), price);
  for (const auto& offer : offers) EXPECT_EQ(offer->price()->amount(), offer->amount());
  EXPECT_EQ(tag->hosts()[0].visits()[0].starts_at(), moment + 250ms);
  EXPECT_EQ(tag->hosts()[0].visits()[0].host()->name(), "Ada");
  EXPECT_THAT(executed(), ElementsAre());
}

// It would be another key than the one that the session writes, and looked for in vain.
TEST_F(Types, AKeyInAnotherFormIsRefused) {
  write("INSERT INTO hosts VALUES ('2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d', 'Ada')");
  try {
    session.query<Host>().all();
    FAIL() << "accepted";
  } catch (const orm::DataError& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("\"hosts\""), HasSubstr("\"id\""),
                                    HasSubstr("'2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d'"),
                                    HasSubstr("update the row")));
  }
  write(
      "DELETE FROM hosts; INSERT INTO hosts VALUES (randomblob(16), 'Bob');"
      "INSERT INTO visits SELECT id, '2026-01-31T18:30:00', '' FROM hosts");
  session.rollback();
  EXPECT_THROW(session.query<Visit>().all(), orm::DataError);
}

TEST_F(Types, TheDatabaseIsWhatTheSchemaSays) { EXPECT_TRUE(engine.verify(registry()).empty()); }

}  // namespace kinds
