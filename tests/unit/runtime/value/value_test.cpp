#include "orm/value.h"

#include <gtest/gtest.h>

#include <limits>
#include <utility>

namespace orm {
namespace {

TEST(ValueView, ComparesKindAndContent) {
  EXPECT_EQ(ValueView(), ValueView());
  EXPECT_EQ(ValueView::of_integer(1), ValueView::of_integer(1));
  EXPECT_FALSE(ValueView::of_integer(1) == ValueView::of_integer(2));
  EXPECT_FALSE(ValueView::of_integer(1) == ValueView::of_real(1));
  EXPECT_FALSE(ValueView::of_integer(0) == ValueView());
  EXPECT_EQ(ValueView::of_text("Ada"), ValueView::of_text(std::string("Ada")));
  EXPECT_FALSE(ValueView::of_text("Ada") == ValueView::of_text("Bob"));
  EXPECT_FALSE(ValueView::of_text("a") == ValueView::of_bytes("a", 1, ValueKind::Blob));
}

TEST(ValueView, NotANumberEqualsItself) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(ValueView::of_real(nan), ValueView::of_real(nan));
}

TEST(ValueView, EmptyTextNeedsNoBytes) {
  EXPECT_EQ(ValueView::of_bytes(nullptr, 0, ValueKind::Text), ValueView::of_text(""));
  EXPECT_EQ(ValueView::of_bytes(nullptr, 0, ValueKind::Text).bytes(), "");
}

TEST(ValueView, SizeThatDoesNotFitIsNotCutToASmallOne) {
  const std::size_t five_gib = std::size_t{5} << 30;
  EXPECT_EQ(ValueView::of_bytes("x", five_gib, ValueKind::Blob).size,
            std::numeric_limits<std::uint32_t>::max());
}

TEST(Value, OwnsItsBytes) {
  std::string source = "Ada";
  const Value value{ValueView::of_text(source)};
  source[0] = 'X';
  EXPECT_EQ(value.view(), ValueView::of_text("Ada"));
}

TEST(Value, KeepsEveryKind) {
  EXPECT_TRUE(Value().view().is_null());
  EXPECT_EQ(Value::of_integer(-7).view(), ValueView::of_integer(-7));
  EXPECT_EQ(Value::of_real(1.5).view(), ValueView::of_real(1.5));
  const Value blob = Value::of_blob(std::string("\0\1", 2));
  EXPECT_EQ(blob.kind(), ValueKind::Blob);
  EXPECT_EQ(blob.view().bytes(), std::string_view("\0\1", 2));
}

TEST(Value, CopiesAndMoves) {
  Value value(std::string("a text that does not fit into the string itself"));
  const Value copy = value;
  const Value moved = std::move(value);
  EXPECT_EQ(copy.view(), moved.view());
}

}  // namespace
}  // namespace orm
