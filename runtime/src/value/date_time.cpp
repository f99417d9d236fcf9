// Dates and times as values of columns.
#include "orm/date_time.h"

#include <array>

#include "orm/error.h"
#include "orm/mapping.h"
#include "orm/row.h"
#include "value/date_text.h"
#include "value/describe.h"
#include "value/late_text.h"
#include "value/place.h"

namespace orm {

namespace {

constexpr const char* date_form = "a date as in '2026-01-31'";
constexpr const char* time_form = "a time of day as in '18:30:00'";
constexpr const char* date_time_form =
    "a date and time in UTC as in '2026-01-31 18:30:00' or '2026-01-31T18:30:00.250Z'";

template <class T>
T required(const std::optional<T>& found, std::string_view text, const char* form) {
  if (found) return *found;
  throw DataError(describe(ValueView::of_text(text)) + " is not " + form);
}

template <class T>
void take(const std::optional<T>& found, const ValueView& cell, T& member,
          const detail::ColumnPlace& place, const char* form) {
  if (!found) detail::does_not_fit(cell, place, form);
  member = *found;
  detail::require_one_form(cell, late_view(member), place);
}

}  // namespace

DateTime now() {
  return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}
Date today() { return std::chrono::floor<std::chrono::days>(now()); }

std::string to_string(const Date& date) { return stored_text(late_view(date)); }
std::string to_string(const Time& time) { return stored_text(late_view(time)); }
std::string to_string(const DateTime& moment) { return stored_text(late_view(moment)); }

Date parse_date(std::string_view text) { return required(find_date(text), text, date_form); }
Time parse_time(std::string_view text) { return required(find_time(text), text, time_form); }
DateTime parse_date_time(std::string_view text) {
  return required(find_date_time(text), text, date_time_form);
}

namespace detail {

// A key of another object comes as the view of its member, everything else as text.

void Storage<Date>::read(const ValueView& cell, Date& member, const ColumnPlace& place) {
  const bool is_member = cell.kind == ValueKind::IsoDate;
  take(is_member ? date_in(cell) : find_date(cell.text()), cell, member, place, date_form);
}
ValueView Storage<Date>::view(const Date& date, const ColumnMapping&) { return late_view(date); }

void Storage<Time>::read(const ValueView& cell, Time& member, const ColumnPlace& place) {
  const bool is_member = cell.kind == ValueKind::IsoTime;
  take(is_member ? time_in(cell) : find_time(cell.text()), cell, member, place, time_form);
}
ValueView Storage<Time>::view(const Time& time, const ColumnMapping&) { return late_view(time); }

void Storage<DateTime>::read(const ValueView& cell, DateTime& member, const ColumnPlace& place) {
  const bool is_member = cell.kind == ValueKind::IsoDateTime;
  take(is_member ? date_time_in(cell) : find_date_time(cell.text()), cell, member, place,
       date_time_form);
}
ValueView Storage<DateTime>::view(const DateTime& moment, const ColumnMapping&) {
  return late_view(moment);
}

}  // namespace detail
}  // namespace orm
