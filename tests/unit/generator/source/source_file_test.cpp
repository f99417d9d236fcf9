#include "source/source_file.h"

#include <gtest/gtest.h>

namespace ormgen {
namespace {

SourceFile make(std::string text) { return SourceFile(FileId{0}, "a.orm", std::move(text)); }

void expect_position(const SourceFile& file, std::uint32_t offset, std::uint32_t line,
                     std::uint32_t column) {
  const LineColumn at = file.position(offset);
  EXPECT_EQ(at.line, line) << "at offset " << offset;
  EXPECT_EQ(at.column, column) << "at offset " << offset;
}

TEST(SourceFile, CountsLinesAndColumnsFromOne) {
  const SourceFile file = make("ab\ncd\n");
  expect_position(file, 0, 1, 1);
  expect_position(file, 2, 1, 3);
  expect_position(file, 3, 2, 1);
  expect_position(file, 6, 3, 1);
  EXPECT_EQ(file.line_count(), 3u);
}

TEST(SourceFile, CountsCharactersNotBytes) {
  const SourceFile file = make("\"h\u00F6he \u4E16\" x");
  const auto offset = static_cast<std::uint32_t>(file.text().find('x'));
  EXPECT_EQ(offset, 12u);
  expect_position(file, offset, 1, 10);
}

TEST(SourceFile, KnowsAllLineBreaks) {
  const SourceFile file = make("a\r\nb\rc\nd");
  ASSERT_EQ(file.line_count(), 4u);
  EXPECT_EQ(file.line_text(1), "a");
  EXPECT_EQ(file.line_text(2), "b");
  EXPECT_EQ(file.line_text(3), "c");
  EXPECT_EQ(file.line_text(4), "d");
}

TEST(SourceFile, PositionPastTheEndIsTheEnd) {
  const SourceFile file = make("ab");
  expect_position(file, 100, 1, 3);
}

TEST(SourceFile, LeavesOutTheByteOrderMark) {
  const SourceFile file = make("\xEF\xBB\xBForm 1;");
  EXPECT_EQ(file.text(), "orm 1;");
  expect_position(file, 0, 1, 1);
}

TEST(SourceFile, SlicesSpans) {
  const SourceFile file = make("entity User");
  EXPECT_EQ(file.slice({file.id(), 7, 11}), "User");
  EXPECT_EQ(file.slice({file.id(), 7, 500}), "User");
  EXPECT_EQ(file.slice({file.id(), 400, 500}), "");
}

TEST(SourceFile, EmptyTextHasOneLine) {
  const SourceFile file = make("");
  EXPECT_EQ(file.line_count(), 1u);
  EXPECT_EQ(file.line_text(1), "");
  expect_position(file, 0, 1, 1);
}

TEST(SourceFile, FindsTheFirstInvalidByte) {
  EXPECT_FALSE(make("plain \u00E9").first_invalid_byte().has_value());
  EXPECT_EQ(make("abc\xFF").first_invalid_byte(), 3u);
}

}  // namespace
}  // namespace ormgen
