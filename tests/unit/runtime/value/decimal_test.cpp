#include "orm/decimal.h"

#include <gmock/gmock.h>

#include <limits>

#include "orm/error.h"

namespace orm {
namespace {

const std::string most_nines(38, '9');

TEST(DecimalTest, IsWhatItsTextSays) {
  for (const char* text :
       {"0", "7", "-7", "12.50", "-0.05", "0.00", "99999999999999999999999999999999999999",
        "0.00000000000000000000000000000000000001", "-17014118346046923173168730371588410.572"}) {
    EXPECT_EQ(to_string(Decimal(text)), text);
  }
  EXPECT_EQ(to_string(Decimal("007.10")), "7.10");
  EXPECT_EQ(to_string(Decimal("+1.5")), "1.5");
  EXPECT_EQ(to_string(Decimal("-0")), "0");
  EXPECT_EQ(Decimal("12.50").scale(), 2);
}

TEST(DecimalTest, RefusesWhatIsNoNumberOrTooLong) {
  for (const std::string& text :
       {std::string(), std::string("."), std::string("1."), std::string(".5"), std::string("1,5"),
        std::string(" 1"), std::string("1 "), std::string("--1"), std::string("NaN"),
        std::string("1e"), std::string("1e999"), std::string("0x10"), most_nines + "9",
        std::string(200, '1'), "0." + std::string(38, '0') + "1"}) {
    EXPECT_THROW(Decimal{text}, DataError) << text;
  }
}

TEST(DecimalTest, ComesFromWholeNumbers) {
  EXPECT_EQ(to_string(Decimal(std::numeric_limits<std::int64_t>::min())), "-9223372036854775808");
  EXPECT_EQ(to_string(Decimal(std::numeric_limits<std::uint64_t>::max())), "18446744073709551615");
  EXPECT_EQ(to_string(Decimal::scaled(-1250, 2)), "-12.50");
  EXPECT_THROW(Decimal::scaled(1, 39), DataError);
  EXPECT_THROW(Decimal::scaled(1, -1), DataError);
}

TEST(DecimalTest, IsEqualByValue) {
  EXPECT_EQ(Decimal("1.5"), Decimal("1.50"));
  EXPECT_EQ(Decimal("0.00"), Decimal(0));
  EXPECT_LT(Decimal("-1.5"), Decimal("-1.49"));
  EXPECT_LT(Decimal("9.99"), Decimal(10));
  EXPECT_GT(Decimal(most_nines), Decimal("0." + most_nines));
  EXPECT_GT(Decimal("0.1"), Decimal("0." + std::string(37, '0') + "9"));
  EXPECT_LT(Decimal("-" + most_nines), Decimal("0." + most_nines));
}

TEST(DecimalTest, SumsAndProductsAreExact) {
  EXPECT_EQ(to_string(Decimal("0.1") + Decimal("0.20")), "0.30");
  EXPECT_EQ(to_string(Decimal("1.00") - Decimal("2.5")), "-1.50");
  EXPECT_EQ(to_string(Decimal("0.99") * 3), "2.97");
  EXPECT_EQ(to_string(-Decimal("1.5")), "-1.5");
  Decimal cents;
  for (int i = 0; i < 1000; ++i) cents += Decimal("0.01");
  EXPECT_EQ(cents, 10);
}

TEST(DecimalTest, NothingIsLostInSilence) {
  EXPECT_THROW(Decimal(most_nines) + 1, DataError);
  EXPECT_THROW(Decimal(most_nines) * 10, DataError);
  EXPECT_THROW(Decimal("10000000000000000000") * Decimal("10000000000000000000"), DataError);
  EXPECT_THROW(Decimal(most_nines) + Decimal("0.1"), DataError);
  EXPECT_EQ(Decimal(most_nines) * -1, Decimal("-" + most_nines));
  EXPECT_EQ(Decimal(most_nines) * 0, 0);
}

TEST(DecimalTest, ZerosAtTheEndGiveWayToDigits) {
  const Decimal one = Decimal("1." + std::string(20, '0'));
  EXPECT_EQ(one * one, 1);
  EXPECT_EQ(one * Decimal("0." + std::string(30, '0')), 0);
  EXPECT_EQ(to_string(one + Decimal(1234567890123456789)), "1234567890123456790");
  EXPECT_EQ(Decimal("0." + std::string(37, '0')) + Decimal(99), 99);
}

TEST(DecimalTest, RoundsHalfToEven) {
  EXPECT_EQ(to_string(Decimal("2.345").rounded(2)), "2.34");
  EXPECT_EQ(to_string(Decimal("2.355").rounded(2)), "2.36");
  EXPECT_EQ(to_string(Decimal("2.3451").rounded(2)), "2.35");
  EXPECT_EQ(to_string(Decimal("-2.5").rounded(0)), "-2");
  EXPECT_EQ(to_string(Decimal("-3.5").rounded(0)), "-4");
  EXPECT_EQ(to_string(Decimal("7").rounded(2)), "7.00");
  EXPECT_EQ(to_string(Decimal("0." + most_nines).rounded(0)), "1");
  EXPECT_THROW(Decimal(most_nines).rounded(1), DataError);
  EXPECT_THROW(Decimal(1234).rounded(-2), DataError);
  EXPECT_THROW(Decimal(0).rounded(39), DataError);
}

TEST(DecimalTest, TheNearestFloatingPointNumber) {
  EXPECT_EQ(Decimal("0.1").to_double(), 0.1);
  EXPECT_EQ(Decimal("-12.50").to_double(), -12.5);
  EXPECT_EQ(Decimal(most_nines).to_double(), 1e38);
}

}  // namespace
}  // namespace orm
