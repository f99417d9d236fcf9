#include "value/date_text.h"

#include <fmt/format.h>

#include "value/ascii.h"

namespace orm {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr int fraction_digits = 6;

// Reads a text from the left. A part that is not there leaves the text as it is.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }

  bool take(char character) {
    if (!rest_.starts_with(character)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // Exactly so many digits.
  std::optional<unsigned> number(std::size_t digits) {
    if (rest_.size() < digits) return std::nullopt;
    unsigned value = 0;
    for (const char digit : rest_.substr(0, digits)) {
      if (!is_digit(digit)) return std::nullopt;
      value = value * 10 + static_cast<unsigned>(digit - '0');
    }
    rest_.remove_prefix(digits);
    return value;
  }

  // `YYYY-MM-DD` of a day that exists.
  std::optional<Date> date() {
    const auto year = number(4);
    if (!year || !take('-')) return std::nullopt;
    const auto month = number(2);
    if (!month || !take('-')) return std::nullopt;
    const auto day = number(2);
    if (!day) return std::nullopt;
    const Date date(std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month),
                    std::chrono::day(*day));
    return date.ok() ? std::optional(date) : std::nullopt;
  }

  // `HH:MM:SS[.f...]` of a time that exists; digits beyond microseconds have to be zeros.
  std::optional<microseconds> time() {
    const auto hour = number(2);
    if (!hour || *hour > 23 || !take(':')) return std::nullopt;
    const auto minute = number(2);
    if (!minute || *minute > 59 || !take(':')) return std::nullopt;
    const auto second = number(2);
    if (!second || *second > 59) return std::nullopt;
    const microseconds whole = hours(*hour) + minutes(*minute) + seconds(*second);
    if (!take('.')) return whole;
    const auto part = fraction();
    return part ? std::optional(whole + *part) : std::nullopt;
  }

 private:
  std::string_view rest_;

  std::optional<microseconds> fraction() {
    std::int64_t value = 0;
    int digits = 0;
    for (; !at_end() && is_digit(rest_.front()); ++digits) {
      const int digit = rest_.front() - '0';
      if (digits < fraction_digits) value = value * 10 + digit;
      if (digits >= fraction_digits && digit != 0) return std::nullopt;
      rest_.remove_prefix(1);
    }
    if (digits == 0) return std::nullopt;
    for (; digits < fraction_digits; ++digits) value *= 10;
    return microseconds(value);
  }
};

char* write_digits(char* out, std::uint64_t value, int digits) {
  for (int i = digits - 1; i >= 0; --i, value /= 10) out[i] = static_cast<char>('0' + value % 10);
  return out + digits;
}

// Of what is not storable, for messages only.
std::size_t write_anyhow(const std::string& text, char* out) { return text.copy(out, 40); }

}  // namespace

bool is_storable(const Date& date) {
  const int year = static_cast<int>(date.year());
  return date.ok() && year >= first_year && year <= last_year;
}

bool is_storable(const Time& time) {
  return time.since_midnight >= microseconds(0) && time.since_midnight < days(1);
}

bool is_storable(const DateTime& moment) {
  using std::chrono::year;
  static constexpr std::chrono::sys_days first = year(first_year) / 1 / 1;
  static constexpr std::chrono::sys_days end = year(last_year + 1) / 1 / 1;
  return moment >= first && moment < end;
}

std::size_t write_date(const Date& date, char* out) {
  const int year = static_cast<int>(date.year());
  const auto month = static_cast<unsigned>(date.month());
  const auto day = static_cast<unsigned>(date.day());
  if (!is_storable(date)) {
    return write_anyhow(fmt::format("{:04}-{:02}-{:02}", year, month, day), out);
  }
  char* end = write_digits(out, static_cast<std::uint64_t>(year), 4);
  *end++ = '-';
  end = write_digits(end, month, 2);
  *end++ = '-';
  end = write_digits(end, day, 2);
  return static_cast<std::size_t>(end - out);
}

std::size_t write_time(const Time& time, char* out) {
  if (!is_storable(time)) {
    return write_anyhow(fmt::format("{} microseconds", time.since_midnight.count()), out);
  }
  const auto microsecond = static_cast<std::uint64_t>(time.since_midnight.count());
  const std::uint64_t second = microsecond / 1'000'000;
  char* end = write_digits(out, second / 3600, 2);
  *end++ = ':';
  end = write_digits(end, second / 60 % 60, 2);
  *end++ = ':';
  end = write_digits(end, second % 60, 2);
  if (microsecond % 1'000'000 != 0) {
    *end++ = '.';
    end = write_digits(end, microsecond % 1'000'000, fraction_digits);
  }
  return static_cast<std::size_t>(end - out);
}

std::size_t write_date_time(const DateTime& moment, char* out) {
  if (!is_storable(moment)) {
    return write_anyhow(
        fmt::format("{} microseconds after 1970", moment.time_since_epoch().count()), out);
  }
  const auto day = std::chrono::floor<days>(moment);
  const std::size_t length = write_date(Date(day), out);
  out[length] = ' ';
  return length + 1 + write_time(Time{moment - day}, out + length + 1);
}

std::optional<Date> find_date(std::string_view text) {
  const auto moment = find_date_time(text);
  if (!moment) return std::nullopt;
  const auto day = std::chrono::floor<days>(*moment);
  return *moment == day ? std::optional(Date(day)) : std::nullopt;
}

std::optional<Time> find_time(std::string_view text) {
  Reader reader(text);
  const auto time = reader.time();
  return time && reader.at_end() ? std::optional(Time{*time}) : std::nullopt;
}

std::optional<DateTime> find_date_time(std::string_view text) {
  Reader reader(text);
  const auto date = reader.date();
  if (!date) return std::nullopt;
  const DateTime midnight = std::chrono::sys_days(*date);
  if (reader.at_end()) return midnight;
  if (!reader.take(' ') && !reader.take('T')) return std::nullopt;
  const auto time = reader.time();
  if (!time) return std::nullopt;
  reader.take('Z');
  return reader.at_end() ? std::optional(midnight + *time) : std::nullopt;
}

}  // namespace orm
