#include "orm/decimal.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>

#include "orm/error.h"
#include "orm/mapping.h"
#include "orm/row.h"
#include "value/decimal_parts.h"
#include "value/describe.h"
#include "value/late_text.h"
#include "value/place.h"

namespace orm {

namespace {

Decimal required_decimal(std::string_view text) {
  if (const auto found = find_decimal(text)) return found->decimal();
  throw DataError(describe(ValueView::of_text(text)) +
                  " is not a decimal of at most 38 digits as in '-12.50'");
}

using Pair = std::pair<DecimalParts, DecimalParts>;

// Both at the greater of their scales.
std::optional<Pair> aligned(const DecimalParts& left, const DecimalParts& right) {
  const int scale = std::max(left.scale, right.scale);
  const auto one = left.at_scale(scale);
  const auto two = right.at_scale(scale);
  return one && two ? std::optional(Pair(*one, *two)) : std::nullopt;
}

std::optional<DecimalParts> product(const DecimalParts& left, const DecimalParts& right) {
  const Int128 limit = power_of_ten(most_digits) - 1;
  const Int128 factor = left.coefficient < 0 ? -left.coefficient : left.coefficient;
  const Int128 times = right.coefficient < 0 ? -right.coefficient : right.coefficient;
  const int scale = left.scale + right.scale;
  if (scale > most_digits || (times != 0 && factor > limit / times)) return std::nullopt;
  return DecimalParts(left.coefficient * right.coefficient, scale);
}

std::string type_of(const ColumnMapping& column) {
  return fmt::format("a decimal({}, {})", column.precision, column.scale);
}

// By the digits that SQLite shows, or by all where the column has room for more. Nearly always
// `number` is the one nearest to a decimal of the column's scale, which is found without writing.
std::optional<DecimalParts> find_decimal_of(double number, const ColumnMapping& column) {
  if (is_number(column)) {
    const auto unit = static_cast<double>(power_of_ten(column.scale));
    const double coefficient = std::nearbyint(number * unit);
    // Beyond that a number of the database does not have all digits.
    if (std::abs(coefficient) >= 1e15) return std::nullopt;
    if (coefficient / unit == number) {
      return DecimalParts(static_cast<std::int64_t>(coefficient), column.scale);
    }
  }
  fmt::memory_buffer text;
  if (is_number(column)) {
    fmt::format_to(std::back_inserter(text), "{:.15g}", number);
  } else {
    fmt::format_to(std::back_inserter(text), "{}", number);
  }
  return find_decimal({text.data(), text.size()});
}

std::optional<DecimalParts> parts_of(const ValueView& cell, const ColumnMapping& column) {
  switch (cell.kind) {
    case ValueKind::Integer:
      return DecimalParts(cell.integer, 0);
    case ValueKind::Real:
      return find_decimal_of(cell.real, column);
    case ValueKind::Text:
      return find_decimal(cell.text());
    case ValueKind::Decimal:
      return DecimalParts(decimal_in(cell));
    default:
      return std::nullopt;
  }
}

}  // namespace

Decimal::Decimal(std::string_view text) : Decimal(required_decimal(text)) {}

Decimal Decimal::scaled(std::int64_t coefficient, int scale) {
  return DecimalParts(coefficient, scale).decimal();
}

Decimal Decimal::rounded(int scale) const {
  if (scale < 0 || scale > most_digits) {
    throw DataError(fmt::format("a decimal has 0 to 38 digits behind the point, not {}", scale));
  }
  const DecimalParts parts(*this);
  const int dropped = parts.scale - scale;
  if (dropped <= 0) {
    const auto longer = parts.at_scale(scale);
    if (longer) return longer->decimal();
    throw DataError("a decimal of more than 38 digits; round to fewer digits behind the point");
  }
  const Int128 unit = power_of_ten(dropped);
  Int128 quotient = parts.coefficient / unit;
  const Int128 rest = parts.coefficient % unit;
  const Int128 distance = rest < 0 ? -rest : rest;
  const bool is_odd = quotient % 2 != 0;
  if (distance > unit - distance || (distance == unit - distance && is_odd)) {
    quotient += parts.coefficient < 0 ? -1 : 1;
  }
  return DecimalParts(quotient, scale).decimal();
}

double Decimal::to_double() const {
  // Rounds once, which a division of two inexact numbers would not.
  const std::string text = to_string(*this);
  double number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Decimal Decimal::operator-() const {
  DecimalParts parts(*this);
  parts.coefficient = -parts.coefficient;
  return parts.decimal();
}

// Zeros at the end of a number are kept where there is room for them.

Decimal& Decimal::operator+=(const Decimal& other) {
  const DecimalParts left(*this);
  const DecimalParts right(other);
  auto parts = aligned(left, right);
  if (!parts) parts = aligned(left.shortest(), right.shortest());
  if (!parts) {
    throw DataError("a sum of decimals takes more than 38 digits; use rounded() on its parts");
  }
  return *this =
             DecimalParts(parts->first.coefficient + parts->second.coefficient, parts->first.scale)
                 .decimal();
}

Decimal& Decimal::operator-=(const Decimal& other) { return *this += -other; }

Decimal& Decimal::operator*=(const Decimal& other) {
  const DecimalParts left(*this);
  const DecimalParts right(other);
  auto result = product(left, right);
  if (!result) result = product(left.shortest(), right.shortest());
  if (!result) {
    throw DataError("a product of decimals takes more than 38 digits; use rounded() on its parts");
  }
  return *this = result->decimal();
}

std::strong_ordering operator<=>(const Decimal& left, const Decimal& right) {
  const DecimalParts one(left);
  const DecimalParts two(right);
  // The whole parts, then what is behind the points: neither can overflow.
  const Int128 first_unit = power_of_ten(one.scale);
  const Int128 second_unit = power_of_ten(two.scale);
  if (const auto order = one.coefficient / first_unit <=> two.coefficient / second_unit;
      order != 0) {
    return order;
  }
  const int scale = std::max(one.scale, two.scale);
  return one.coefficient % first_unit * power_of_ten(scale - one.scale) <=>
         two.coefficient % second_unit * power_of_ten(scale - two.scale);
}

std::string to_string(const Decimal& number) {
  return stored_text(late_view(number, number.scale()));
}

namespace detail {

void Storage<Decimal>::read(const ValueView& cell, Decimal& member, const ColumnPlace& place) {
  const ColumnMapping& column = column_mapping(place);
  const auto found = parts_of(cell, column);
  const auto fitting = found ? found->fitting(column.precision, column.scale) : std::nullopt;
  if (!fitting) does_not_fit(cell, place, type_of(column));
  member = fitting->decimal();
  require_one_form(cell, view(member, column), place);
}

ValueView Storage<Decimal>::view(const Decimal& number, const ColumnMapping& column) {
  if (!is_number(column)) return late_view(number, column.scale);
  const auto fitting = DecimalParts(number).fitting(column.precision, column.scale);
  // Told from the others by the checks before a flush.
  if (!fitting) return late_view(number, column.scale);
  const auto coefficient = static_cast<std::int64_t>(fitting->coefficient);
  const auto unit = static_cast<std::int64_t>(power_of_ten(column.scale));
  if (coefficient % unit == 0) return ValueView::of_integer(coefficient / unit);
  // Both are exact, so the quotient is the nearest there is: what SQLite makes of the text, too.
  return ValueView::of_real(static_cast<double>(coefficient) / static_cast<double>(unit));
}

}  // namespace detail
}  // namespace orm
