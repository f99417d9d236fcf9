// The type of `decimal(p, s)` columns.
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include "orm/value.h"

namespace orm {

/// An exact decimal number of up to 38 digits: a whole number, the coefficient, and a scale, the
/// number of its digits behind the point. Sums and products are exact; they raise DataError where
/// 38 digits are not enough, as does every text that is no such number. Numbers are equal by value:
/// 1.5 equals 1.50.
class Decimal {
 public:
  static constexpr int most_digits = 38;

  constexpr Decimal() = default;
  template <std::integral T>
    requires(!std::same_as<T, bool>)
  constexpr Decimal(T value)
      : low_(static_cast<std::uint64_t>(value)), high_(value < T{0} ? ~std::uint64_t{0} : 0) {}
  // 0.1 is none of the numbers of a floating-point type: say Decimal("0.1").
  Decimal(std::floating_point auto) = delete;
  /// `-12.50`: a sign, digits, and a point with digits behind it; sign and point may be missing.
  explicit Decimal(std::string_view text);

  /// 1250 with the scale 2 is 12.50.
  static Decimal scaled(std::int64_t coefficient, int scale);

  int scale() const { return scale_; }
  /// With so many digits behind the point; a half goes to the even neighbour.
  Decimal rounded(int scale) const;
  /// The nearest floating-point number.
  double to_double() const;

  Decimal operator-() const;
  Decimal& operator+=(const Decimal& other);
  Decimal& operator-=(const Decimal& other);
  Decimal& operator*=(const Decimal& other);
  friend Decimal operator+(Decimal left, const Decimal& right) { return left += right; }
  friend Decimal operator-(Decimal left, const Decimal& right) { return left -= right; }
  friend Decimal operator*(Decimal left, const Decimal& right) { return left *= right; }

  friend std::strong_ordering operator<=>(const Decimal& left, const Decimal& right);
  friend bool operator==(const Decimal& left, const Decimal& right) {
    return (left <=> right) == std::strong_ordering::equal;
  }

 private:
  friend struct DecimalParts;

  // The coefficient, in two's complement.
  std::uint64_t low_ = 0;
  std::uint64_t high_ = 0;
  std::uint8_t scale_ = 0;
};

/// With all digits of its scale: `12.50`.
std::string to_string(const Decimal& number);

namespace detail {

template <>
struct Storage<Decimal> {
  static void read(const ValueView& cell, Decimal& member, const ColumnPlace& place);
  /// May refer to `number`.
  static ValueView view(const Decimal& number, const ColumnMapping& column);
};

}  // namespace detail
}  // namespace orm
