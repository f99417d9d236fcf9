#include <gmock/gmock.h>

#include <limits>

#include "orm/error.h"
#include "orm/row.h"
#include "tables.h"

namespace orm::detail {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr EntityMapping thing_entity = testing::entity("Thing", "things");
const ValueView key_seven = ValueView::of_integer(7);
const ColumnPlace thing_place{&thing_entity, 2, &key_seven};

template <class T>
T decoded(const ValueView& cell) {
  T value{};
  decode(cell, value, thing_place);
  return value;
}

// What the error says when the value does not fit.
template <class T>
std::string refused(const ValueView& cell) {
  try {
    decoded<T>(cell);
  } catch (const DataError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Decode, NamesTableColumnAndKeyOfAValueThatDoesNotFit) {
  EXPECT_THAT(refused<std::int64_t>(ValueView::of_text("seven")),
              AllOf(HasSubstr("things"), HasSubstr("na\"me"), HasSubstr("7"), HasSubstr("seven")));
}

TEST(Decode, IntegersAreCheckedForTheirRange) {
  EXPECT_EQ(decoded<std::int16_t>(ValueView::of_integer(-32'768)), -32'768);
  EXPECT_NE(refused<std::int16_t>(ValueView::of_integer(32'768)), "accepted");
  EXPECT_NE(refused<std::int32_t>(ValueView::of_integer(1LL << 31)), "accepted");
  EXPECT_NE(refused<bool>(ValueView::of_integer(2)), "accepted");
}

std::string text_of_row(const std::string& text) {
  const ValueView cell = ValueView::of_text(text);
  std::string member = "what was there, and has memory of its own";
  RowReader(thing_entity, &cell, ColumnSet::one(2), &key_seven).read(2, member);
  return member;
}

// Texts are looked at some bytes at a time.
TEST(Decode, ATextIsLookedAtAsAWhole) {
  for (std::size_t size = 0; size < 80; ++size) {
    const std::string plain(size, 'x');
    ASSERT_EQ(text_of_row(plain), plain);
    for (std::size_t at = 0; at < size; ++at) {
      std::string text = plain;
      text[at] = '\xff';
      ASSERT_THROW(text_of_row(text), DataError) << at << " of " << size;
      text.replace(at, 1, "\u00e9");
      ASSERT_EQ(text_of_row(text), text);
    }
  }
}

TEST(Decode, ARealWithoutFractionIsAnInteger) {
  EXPECT_EQ(decoded<std::int64_t>(ValueView::of_real(3.0)), 3);
  EXPECT_NE(refused<std::int64_t>(ValueView::of_real(3.5)), "accepted");
  EXPECT_NE(refused<std::int64_t>(ValueView::of_real(9223372036854775808.0)), "accepted");
  EXPECT_NE(refused<std::int64_t>(ValueView::of_real(std::numeric_limits<double>::quiet_NaN())),
            "accepted");
}

TEST(Decode, AnIntegerIsAReal) {
  EXPECT_EQ(decoded<double>(ValueView::of_integer(3)), 3.0);
  EXPECT_NE(refused<double>(ValueView::of_text("3")), "accepted");
}

TEST(Decode, NullFitsOnlyAnOptional) {
  EXPECT_EQ(decoded<std::optional<std::int64_t>>(ValueView()), std::nullopt);
  EXPECT_NE(refused<std::int64_t>(ValueView()), "accepted");
  EXPECT_NE(refused<std::string>(ValueView()), "accepted");
}

TEST(Decode, TextHasToBeUtf8) {
  for (const char* good : {"", "plain", "na\xc3\xafve", "\xe2\x82\xac", "\xf0\x9f\x98\x80",
                           "long enough for whole words \xc3\xa9 and more"}) {
    EXPECT_EQ(decoded<std::string>(ValueView::of_text(good)), good);
  }
  for (const char* bad : {"\xff", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                          "\xe0\x80\x80", "a long text that ends early \xe2\x82"}) {
    EXPECT_THAT(refused<std::string>(ValueView::of_text(bad)), HasSubstr("UTF-8")) << bad;
  }
}

TEST(Decode, TextKeepsNulBytes) {
  const std::string text("a\0b", 3);
  EXPECT_EQ(decoded<std::string>(ValueView::of_text(text)), text);
}

TEST(ColumnSet, ColumnsBeyondTheSixtyThirdShareABitUnlessAlone) {
  const ColumnSet shared(std::uint64_t{1} << 63);
  EXPECT_TRUE(shared.contains(63));
  EXPECT_TRUE(shared.contains(200));
  EXPECT_FALSE(shared.contains(62));
  EXPECT_TRUE(ColumnSet::one(70).contains(70));
  EXPECT_FALSE(ColumnSet::one(70).contains(71));
  EXPECT_FALSE(ColumnSet::one(62).contains(63));
}

}  // namespace
}  // namespace orm::detail
