// Values which the database holds as text, and which are written as such only when it is needed.
//
// A view of a Date, Time or DateTime has the value in `integer`; one of a Decimal points to it, and
// `size` is the least scale to write.
#pragma once

#include <array>
#include <string>

#include "orm/date_time.h"
#include "orm/decimal.h"
#include "orm/value.h"

namespace orm {

inline bool is_late_text(const ValueView& value) { return value.kind > ValueKind::Blob; }

ValueView late_view(const Date& date);
ValueView late_view(const Time& time);
ValueView late_view(const DateTime& moment);
ValueView late_view(const Decimal& number, int scale);

Date date_in(const ValueView& view);
Time time_in(const ValueView& view);
DateTime date_time_in(const ValueView& view);
const Decimal& decimal_in(const ValueView& view);

/// False for a date or time which the text has no room for, or that does not exist.
bool is_storable(const ValueView& value);
/// "date of the years 0000 to 9999", or what else is wanted of such a value.
const char* storable_form(const ValueView& value);

/// The text of such a value.
std::string stored_text(const ValueView& value);

/// A value as the database sees it: late text written out, everything else as it is.
class StoredValue {
 public:
  explicit StoredValue(const ValueView& value);
  StoredValue(const StoredValue&) = delete;
  StoredValue& operator=(const StoredValue&) = delete;

  /// Refers to this object.
  const ValueView& view() const { return view_; }

 private:
  // The longest is a decimal: a sign, 39 digits and a point.
  std::array<char, 48> text_;
  ValueView view_;
};

}  // namespace orm
