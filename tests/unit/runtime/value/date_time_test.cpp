#include "orm/date_time.h"

#include <gmock/gmock.h>

#include "orm/error.h"

namespace orm {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

constexpr Date new_year = 2021y / 1 / 1;

TEST(DateTimeTest, DatesAsTheDatabaseHasThem) {
  EXPECT_EQ(to_string(new_year), "2021-01-01");
  EXPECT_EQ(to_string(Date(0y / 3 / 1)), "0000-03-01");
  EXPECT_EQ(parse_date("9999-12-31"), 9999y / 12 / 31);
  EXPECT_EQ(parse_date("2024-02-29"), 2024y / 2 / 29);
}

TEST(DateTimeTest, ADateMayHaveAZeroTime) {
  for (const char* text :
       {"2021-01-01 00:00:00", "2021-01-01T00:00:00Z", "2021-01-01 00:00:00.000"}) {
    EXPECT_EQ(parse_date(text), new_year) << text;
  }
  EXPECT_THROW(parse_date("2021-01-01 00:00:01"), DataError);
}

TEST(DateTimeTest, RefusesWhatIsNoDate) {
  for (const char* text : {"", "2021", "2021-1-1", "2021-02-29", "2021-13-01", "2021-00-10",
                           "2021-01-01 ", "01.01.2021", "-001-01-01", "2021-01-0a"}) {
    EXPECT_THROW(parse_date(text), DataError) << text;
  }
}

TEST(DateTimeTest, TimesOfADay) {
  EXPECT_EQ(to_string(Time{9h + 5min}), "09:05:00");
  EXPECT_EQ(to_string(Time{1us}), "00:00:00.000001");
  EXPECT_EQ(parse_time("23:59:59.999999"), Time{24h - 1us});
  EXPECT_EQ(parse_time("12:00:00.5"), Time{12h + 500ms});
  EXPECT_LT(Time{9h}, Time{10h});
  for (const char* text : {"", "9:00:00", "24:00:00", "12:60:00", "12:00:60", "12:00", "12:00:00.",
                           "12:00:00.0000001", "12:00:00Z", "2021-01-01 12:00:00"}) {
    EXPECT_THROW(parse_time(text), DataError) << text;
  }
}

TEST(DateTimeTest, Moments) {
  EXPECT_EQ(to_string(DateTime(sys_days(new_year) + 18h + 30min)), "2021-01-01 18:30:00");
  EXPECT_EQ(to_string(DateTime(-1us)), "1969-12-31 23:59:59.999999");
  EXPECT_EQ(parse_date_time("1969-12-31 23:59:59.999999"), DateTime(-1us));
}

TEST(DateTimeTest, MomentsAsOthersWriteThem) {
  const DateTime midnight = sys_days(new_year);
  for (const char* text :
       {"2021-01-01", "2021-01-01 00:00:00", "2021-01-01T00:00:00", "2021-01-01 00:00:00Z",
        "2021-01-01T00:00:00.000Z", "2021-01-01 00:00:00.000000000"}) {
    EXPECT_EQ(parse_date_time(text), midnight) << text;
  }
  EXPECT_EQ(parse_date_time("2021-01-01T00:00:00.25Z"), midnight + 250ms);
  for (const char* text :
       {"", "now", "2021-01-01 12:00", "2021-01-01 12:00:00+02:00", "2021-01-01 12:00:00ZZ",
        "2021-01-01_12:00:00", "2021-01-01 12:00:00.0000001", "2021-01-01Z", "1609459200"}) {
    EXPECT_THROW(parse_date_time(text), DataError) << text;
  }
}

TEST(DateTimeTest, TheClock) {
  const DateTime before = now();
  EXPECT_LE(before, now());
  EXPECT_GT(before, DateTime(sys_days(2026y / 1 / 1)));
  EXPECT_LE(DateTime(sys_days(today())), now());
  EXPECT_LT(now() - DateTime(sys_days(today())), 48h);
}

}  // namespace
}  // namespace orm
