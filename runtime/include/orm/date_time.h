// Dates and times of columns: the types of `date`, `time` and `datetime`. All times are UTC.
#pragma once

#include <chrono>
#include <compare>
#include <string>
#include <string_view>

#include "orm/value.h"

namespace orm {

/// A day of the proleptic Gregorian calendar, stored as the text `YYYY-MM-DD`. The database takes
/// the years 0 to 9999.
using Date = std::chrono::year_month_day;

/// A moment in UTC, to the microsecond, stored as the text `YYYY-MM-DD HH:MM:SS[.ffffff]`, which
/// sorts as time does.
using DateTime = std::chrono::sys_time<std::chrono::microseconds>;

/// A time of day, stored as the text `HH:MM:SS[.ffffff]`: `Time{9h + 30min}`.
struct Time {
  /// At least 0 and less than 24 hours.
  std::chrono::microseconds since_midnight{0};

  friend constexpr auto operator<=>(const Time&, const Time&) = default;
};

/// The system's clock. A default `= now()` calls it when the object is made.
DateTime now();
/// The day of `now`, in UTC.
Date today();

/// The text that the database holds.
std::string to_string(const Date& date);
std::string to_string(const Time& time);
std::string to_string(const DateTime& moment);

/// Read what the database may hold, also as others write it: `T` instead of the space, `Z` at the
/// end, a date with a time of zero as a date, a date without a time as its midnight. Raise
/// DataError for everything else.
Date parse_date(std::string_view text);
Time parse_time(std::string_view text);
DateTime parse_date_time(std::string_view text);

namespace detail {

template <>
struct Storage<Date> {
  static void read(const ValueView& cell, Date& member, const ColumnPlace& place);
  static ValueView view(const Date& date, const ColumnMapping& column);
};

template <>
struct Storage<Time> {
  static void read(const ValueView& cell, Time& member, const ColumnPlace& place);
  static ValueView view(const Time& time, const ColumnMapping& column);
};

template <>
struct Storage<DateTime> {
  static void read(const ValueView& cell, DateTime& member, const ColumnPlace& place);
  static ValueView view(const DateTime& moment, const ColumnMapping& column);
};

}  // namespace detail
}  // namespace orm
