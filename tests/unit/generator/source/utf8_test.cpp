#include "source/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace ormgen {
namespace {

TEST(Utf8, KnowsTheLengthOfEachForm) {
  EXPECT_EQ(utf8_character_length("a"), 1u);
  EXPECT_EQ(utf8_character_length("\u00E9"), 2u);
  EXPECT_EQ(utf8_character_length("\u4E16"), 3u);
  EXPECT_EQ(utf8_character_length("\U0001F600"), 4u);
  EXPECT_EQ(utf8_character_length(""), 0u);
}

TEST(Utf8, RefusesWhatIsNotUtf8) {
  // In this order: a lone continuation, overlong forms, a surrogate, too large, cut off.
  for (const char* bytes : {"\x80", "\xC0\xAF", "\xE0\x80\xAF", "\xF0\x80\x80\xAF", "\xED\xA0\x80",
                            "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC3", "\xE4\xB8", "\xFF"}) {
    EXPECT_EQ(utf8_character_length(bytes), 0u) << testing::PrintToString(std::string(bytes));
    EXPECT_EQ(find_invalid_utf8(std::string("ok") + bytes), 2u);
  }
}

TEST(Utf8, CountsCharacters) {
  EXPECT_EQ(count_characters("h\u00F6he"), 4u);
  EXPECT_EQ(count_characters("a\xFF\xFE z"), 5u);
}

TEST(Utf8, DecodesCodePoints) {
  EXPECT_EQ(first_code_point("a"), U'a');
  EXPECT_EQ(first_code_point("\u00E9"), U'\u00E9');
  EXPECT_EQ(first_code_point("\u4E16"), U'\u4E16');
  EXPECT_EQ(first_code_point("\U0001F600"), U'\U0001F600');
  EXPECT_EQ(first_code_point("\xFF"), U'\uFFFD');
}

TEST(Utf8, KnowsTheWidthOnATerminal) {
  EXPECT_EQ(display_width(U'a'), 1);
  EXPECT_EQ(display_width(U'\u00E9'), 1);
  EXPECT_EQ(display_width(U'\u4E16'), 2);
  EXPECT_EQ(display_width(U'\U0001F600'), 2);
  EXPECT_EQ(display_width(U'\u0301'), 0);
}

}  // namespace
}  // namespace ormgen
