// The coefficient and scale of a decimal, to calculate with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "orm/decimal.h"
#include "orm/mapping.h"

namespace orm {

// Of 128 bits: no part of ISO C++, and of every compiler for 64-bit machines that runs this.
__extension__ using Int128 = __int128;

inline constexpr int most_digits = Decimal::most_digits;

/// 10 to the power of 0 to 38.
Int128 power_of_ten(int exponent);

/// True for a decimal column that is a number in SQLite, which is exact to 15 digits; those with
/// more are text.
inline bool is_number(const ColumnMapping& column) { return column.precision <= 15; }

struct DecimalParts {
  Int128 coefficient = 0;
  int scale = 0;

  DecimalParts() = default;
  DecimalParts(Int128 the_coefficient, int the_scale)
      : coefficient(the_coefficient), scale(the_scale) {}
  explicit DecimalParts(const Decimal& number);

  /// Raises DataError when the coefficient has more than 38 digits or the scale does not fit.
  Decimal decimal() const;

  /// The same number at the least scale that it needs.
  DecimalParts shortest() const;
  /// The same number at another scale; nothing where that takes more than 38 digits, or would lose
  /// one that is not zero.
  std::optional<DecimalParts> at_scale(int wanted) const;
  /// The same at `wanted`, if it has at most so many digits.
  std::optional<DecimalParts> fitting(int precision, int wanted) const;

  /// Writes the number with at least `least_scale` digits behind the point, and more only where
  /// they are not zero. Returns how many of the 48 characters at `out` it takes.
  std::size_t write(int least_scale, char* out) const;
};

/// Nothing for a text that is no decimal of at most 38 digits. `1.5e-7` is read as well.
std::optional<DecimalParts> find_decimal(std::string_view text);

}  // namespace orm
