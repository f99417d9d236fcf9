#include "db/log_line.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace orm::db {
namespace {

TEST(FormatValue, ShowsEveryKind) {
  EXPECT_EQ(format_value({}), "NULL");
  EXPECT_EQ(format_value(ValueView::of_integer(-1)), "-1");
  EXPECT_EQ(format_value(ValueView::of_real(1)), "1.0");
  EXPECT_EQ(format_value(ValueView::of_real(0.1)), "0.1");
  EXPECT_EQ(format_value(ValueView::of_text("O'Hara")), "'O''Hara'");
  EXPECT_EQ(format_value(ValueView::of_bytes("\x0a\xff", 2, ValueKind::Blob)), "x'0aff'");
  EXPECT_EQ(format_value(ValueView::of_text("")), "''");
}

TEST(FormatValue, HasNoLineBreak) {
  EXPECT_EQ(format_value(ValueView::of_text("a\nb\tc")), "'a\\nb\\x09c'");
}

TEST(FormatValue, CutsLongTextBetweenCharacters) {
  const std::string ascii(100, 'x');
  EXPECT_EQ(format_value(ValueView::of_text(ascii)), "'" + std::string(80, 'x') + "'...");
  const std::string fits(80, 'x');
  EXPECT_EQ(format_value(ValueView::of_text(fits)), "'" + fits + "'");
  // The 80th byte would be the first half of a character.
  const std::string umlaut = std::string(79, 'x') + "ä" + "yyyy";
  EXPECT_EQ(format_value(ValueView::of_text(umlaut)), "'" + std::string(79, 'x') + "'...");
}

TEST(FormatValue, CutsLongBlobs) {
  const std::string bytes(100, '\x01');
  const std::string text = format_value(ValueView::of_bytes(bytes.data(), 100, ValueKind::Blob));
  EXPECT_EQ(text.size(), 2 + 80 + 1 + 3U);
  EXPECT_TRUE(text.ends_with("01'..."));
}

TEST(FormatValues, ListsThem) {
  const std::vector<ValueView> values{ValueView::of_integer(1), ValueView::of_text("Ada"), {}};
  EXPECT_EQ(format_values(values, false), "[1, 'Ada', NULL]");
  EXPECT_EQ(format_values({}, false), "");
}

TEST(FormatValues, ShowsTheFirstOfMany) {
  const std::vector<ValueView> values(21, ValueView::of_integer(7));
  const std::string text = format_values(values, false);
  EXPECT_TRUE(text.ends_with("7, ... (21 values)]")) << text;
  EXPECT_EQ(std::count(text.begin(), text.end(), '7'), 20);
}

TEST(FormatValues, HidesThem) {
  const std::vector<ValueView> two(2, ValueView::of_text("secret"));
  EXPECT_EQ(format_values(two, true), "[2 values]");
  EXPECT_EQ(format_values({two.data(), 1}, true), "[1 value]");
}

TEST(LogLine, PutsTheStatementOnOneLine) {
  const ValueView one = ValueView::of_integer(1);
  EXPECT_EQ(log_line("\n  SELECT  1\n  FROM t\r\n\tWHERE x = ?\n", {&one, 1}, false),
            "SELECT  1 FROM t WHERE x = ? [1]");
  EXPECT_EQ(log_line("BEGIN", {}, false), "BEGIN");
}

}  // namespace
}  // namespace orm::db
