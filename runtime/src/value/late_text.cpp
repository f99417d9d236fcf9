#include "value/late_text.h"

#include <string>

#include "orm/error.h"
#include "orm/expression.h"
#include "orm/mapping.h"
#include "value/date_text.h"
#include "value/decimal_parts.h"
#include "value/describe.h"

namespace orm {

namespace {

template <class T>
ValueView late(T value, ValueKind kind) {
  ValueView view = ValueView::of_integer(value);
  view.kind = kind;
  return view;
}

// Dates that do not exist, too, so that they can be reported.
constexpr int month_bits = 8;
constexpr int day_bits = 8;

std::size_t write(const ValueView& value, char* out) {
  switch (value.kind) {
    case ValueKind::IsoDate:
      return write_date(date_in(value), out);
    case ValueKind::IsoTime:
      return write_time(time_in(value), out);
    case ValueKind::IsoDateTime:
      return write_date_time(date_time_in(value), out);
    default:
      return DecimalParts(decimal_in(value)).write(static_cast<int>(value.size), out);
  }
}

}  // namespace

ValueView late_view(const Date& date) {
  const auto month = static_cast<unsigned>(date.month());
  const auto day = static_cast<unsigned>(date.day());
  std::int64_t packed = static_cast<int>(date.year());
  packed = (packed * (1 << month_bits) + month) * (1 << day_bits) + day;
  return late(packed, ValueKind::IsoDate);
}
ValueView late_view(const Time& time) {
  return late(time.since_midnight.count(), ValueKind::IsoTime);
}
ValueView late_view(const DateTime& moment) {
  return late(moment.time_since_epoch().count(), ValueKind::IsoDateTime);
}
ValueView late_view(const Decimal& number, int scale) {
  return ValueView::of_bytes(reinterpret_cast<const char*>(&number),
                             static_cast<std::size_t>(scale), ValueKind::Decimal);
}

Date date_in(const ValueView& view) {
  const auto day = static_cast<unsigned>(view.integer & ((1 << day_bits) - 1));
  const std::int64_t rest = view.integer >> day_bits;
  const auto month = static_cast<unsigned>(rest & ((1 << month_bits) - 1));
  return {std::chrono::year(static_cast<int>(rest >> month_bits)), std::chrono::month(month),
          std::chrono::day(day)};
}
Time time_in(const ValueView& view) { return {std::chrono::microseconds(view.integer)}; }
DateTime date_time_in(const ValueView& view) {
  return DateTime(std::chrono::microseconds(view.integer));
}
const Decimal& decimal_in(const ValueView& view) {
  return *reinterpret_cast<const Decimal*>(view.data);
}

bool is_storable(const ValueView& value) {
  switch (value.kind) {
    case ValueKind::IsoDate:
      return is_storable(date_in(value));
    case ValueKind::IsoTime:
      return is_storable(time_in(value));
    case ValueKind::IsoDateTime:
      return is_storable(date_time_in(value));
    default:
      return true;
  }
}

const char* storable_form(const ValueView& value) {
  return value.kind == ValueKind::IsoTime ? "time of a day" : "date of the years 0000 to 9999";
}

Value detail::stored_parameter(const ValueView& value, const StoredAs& as) {
  if (is_storable(value)) return Value(value);
  const std::string place = as.entity == nullptr ? "an expression"
                                                 : std::string(as.entity->name) +
                                                       "::" + as.entity->columns[as.column].name;
  throw DataError(place + " is compared with " + describe(value) + ", which is no " +
                  storable_form(value));
}

std::string stored_text(const ValueView& value) {
  return std::string(StoredValue(value).view().bytes());
}

StoredValue::StoredValue(const ValueView& value) {
  if (is_late_text(value)) {
    view_ = ValueView::of_bytes(text_.data(), write(value, text_.data()), ValueKind::Text);
  } else {
    view_ = value;
  }
}

}  // namespace orm
