#include "value/decimal_parts.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "orm/error.h"
#include "value/ascii.h"

namespace orm {

namespace {

using Powers = std::array<Int128, most_digits + 1>;

constexpr Powers make_powers_of_ten() {
  Powers powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}

constexpr Powers powers_of_ten = make_powers_of_ten();

Int128 magnitude(Int128 value) { return value < 0 ? -value : value; }

// Less than 10^digits, leaving the sign aside.
bool has_digits(Int128 value, int digits) { return magnitude(value) < power_of_ten(digits); }

// Moves the digits at the front of `text` to `parts`. Nothing when there is none, or too many.
std::optional<int> take_digits(std::string_view& text, DecimalParts& parts) {
  int digits = 0;
  for (; !text.empty() && is_digit(text.front()); ++digits) {
    if (!has_digits(parts.coefficient, most_digits - 1)) return std::nullopt;
    parts.coefficient = parts.coefficient * 10 + (text.front() - '0');
    text.remove_prefix(1);
  }
  return digits == 0 ? std::nullopt : std::optional(digits);
}

// `e-7` at the front of `text`; 0 where there is none.
std::optional<int> take_exponent(std::string_view& text) {
  if (!text.starts_with('e') && !text.starts_with('E')) return 0;
  text.remove_prefix(text.size() > 1 && text[1] == '+' ? 2 : 1);
  int exponent = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (result.ec != std::errc() || exponent < -most_digits || exponent > most_digits) {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(result.ptr - text.data()));
  return exponent;
}

// A coefficient with a scale below 0 or above the greatest, as a number that can be stored.
std::optional<DecimalParts> in_range(const DecimalParts& parts) {
  return parts.at_scale(std::clamp(parts.scale, 0, most_digits));
}

}  // namespace

Int128 power_of_ten(int exponent) { return powers_of_ten[static_cast<std::size_t>(exponent)]; }

DecimalParts::DecimalParts(const Decimal& number) : scale(number.scale_) {
  // The same bits, as conversion between integers defines them in C++20.
  __extension__ using Unsigned = unsigned __int128;
  coefficient = static_cast<Int128>(static_cast<Unsigned>(number.high_) << 64 | number.low_);
}

Decimal DecimalParts::decimal() const {
  if (scale < 0 || scale > most_digits || !has_digits(coefficient, most_digits)) {
    throw DataError("a decimal of more than 38 digits; use rounded() on what it is made of");
  }
  Decimal number;
  number.low_ = static_cast<std::uint64_t>(coefficient);
  number.high_ = static_cast<std::uint64_t>(coefficient >> 64);
  number.scale_ = static_cast<std::uint8_t>(scale);
  return number;
}

DecimalParts DecimalParts::shortest() const {
  if (coefficient == 0) return {};
  DecimalParts result = *this;
  for (; result.scale > 0 && result.coefficient % 10 == 0; --result.scale) result.coefficient /= 10;
  return result;
}

std::optional<DecimalParts> DecimalParts::at_scale(int wanted) const {
  if (coefficient == 0) return DecimalParts(0, wanted);
  DecimalParts result = *this;
  for (; result.scale > wanted && result.coefficient % 10 == 0; --result.scale) {
    result.coefficient /= 10;
  }
  const int missing = wanted - result.scale;
  if (missing < 0 || missing > most_digits) return std::nullopt;
  if (!has_digits(result.coefficient, most_digits - missing)) return std::nullopt;
  result.coefficient *= power_of_ten(missing);
  result.scale = wanted;
  return result;
}

std::optional<DecimalParts> DecimalParts::fitting(int precision, int wanted) const {
  const auto result = at_scale(wanted);
  return result && has_digits(result->coefficient, precision) ? result : std::nullopt;
}

std::size_t DecimalParts::write(int least_scale, char* out) const {
  const DecimalParts shown = at_scale(least_scale).value_or(*this);
  std::array<char, 48> digits{};
  std::size_t count = 0;
  Int128 rest = magnitude(shown.coefficient);
  const auto behind_point = static_cast<std::size_t>(shown.scale);
  // From the right: the digits behind the point, the point, at least one digit.
  do {
    if (count == behind_point && count > 0) digits[count++] = '.';
    digits[count++] = static_cast<char>('0' + static_cast<int>(rest % 10));
    rest /= 10;
  } while (rest != 0 || count <= behind_point);
  if (shown.coefficient < 0) digits[count++] = '-';
  std::reverse_copy(digits.begin(), digits.begin() + static_cast<std::ptrdiff_t>(count), out);
  return count;
}

std::optional<DecimalParts> find_decimal(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  DecimalParts parts;
  if (!take_digits(text, parts)) return std::nullopt;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    const auto digits = take_digits(text, parts);
    if (!digits) return std::nullopt;
    parts.scale = *digits;
  }
  const auto exponent = take_exponent(text);
  if (!exponent || !text.empty()) return std::nullopt;
  parts.scale -= *exponent;
  if (is_negative) parts.coefficient = -parts.coefficient;
  return in_range(parts);
}

}  // namespace orm
