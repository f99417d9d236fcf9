#include "emit/cpp_literals.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <limits>

namespace ormgen::emitting {
namespace {

using model::ScalarType;

TEST(StringLiteral, EscapesWhatWouldEndOrChangeIt) {
  EXPECT_EQ(string_literal(R"(a "b" \n)"), R"("a \"b\" \\n")");
  EXPECT_EQ(string_literal("a\tb\nc"), R"("a\tb\nc")");
}

TEST(StringLiteral, ControlCharactersAreThreeOctalDigits) {
  EXPECT_EQ(string_literal("\x01"
                           "1\x7f"),
            R"("\0011\177")");
}

TEST(StringLiteral, KeepsUtf8Readable) {
  EXPECT_EQ(string_literal("Grüße, 世界"), "\"Grüße, 世界\"");
}

TEST(StringLiteral, EscapesWhatReordersALine) {
  EXPECT_EQ(string_literal("a\u202eb"), R"("a\342\200\256b")");
}

TEST(StringLiteral, HasNoTrigraphs) {
  EXPECT_EQ(string_literal("what?\?/?\?\?"), R"("what?\?/?\?\?")");
}

TEST(DefaultLiteral, ATextKeepsItsNul) {
  EXPECT_EQ(default_literal(std::string("a\0b", 3), ScalarType::Text),
            R"(std::string("a\000b", 3))");
}

TEST(DefaultLiteral, TheLeastIntegerIsComputed) {
  constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(default_literal(least, ScalarType::Int64), "-9223372036854775807 - 1");
  EXPECT_EQ(default_literal(least + 1, ScalarType::Int64), "-9223372036854775807");
}

TEST(DefaultLiteral, AFloatingOneIsNoInteger) {
  EXPECT_EQ(default_literal(5.0, ScalarType::Float64), "5.0");
  EXPECT_EQ(default_literal(-0.5, ScalarType::Float32), "-0.5f");
  EXPECT_EQ(default_literal(1e100, ScalarType::Float64), "1e+100");
}

TEST(DefaultLiteral, AFloatingOneReadsBackAsTheSame) {
  for (const double value : {0.1, 1.0 / 3, 5e-324, 1.7976931348623157e308, 123456789.123456789}) {
    EXPECT_EQ(std::strtod(default_literal(value, ScalarType::Float64).c_str(), nullptr), value);
  }
  EXPECT_EQ(std::strtof(default_literal(0.1, ScalarType::Float32).c_str(), nullptr), 0.1f);
}

TEST(DefaultLiteral, Booleans) {
  EXPECT_EQ(default_literal(true, ScalarType::Bool), "true");
  EXPECT_EQ(default_literal(false, ScalarType::Bool), "false");
}

TEST(SqlLiteral, IsRaw) { EXPECT_EQ(sql_literal("A \"b\"\nC"), "R\"sql(A \"b\"\nC)sql\""); }

TEST(SqlLiteral, ChoosesAnotherEndWhereTheTextHasIt) {
  EXPECT_EQ(sql_literal("\"a)sql\""), "R\"sql_(\"a)sql\")sql_\"");
}

TEST(SqlLiteral, IsEscapedWhereItHasControlCharacters) {
  EXPECT_EQ(sql_literal("\"a\r\""), R"("\"a\015\"")");
}

}  // namespace
}  // namespace ormgen::emitting
