// Column types, nullability and literal defaults.

#include <gmock/gmock.h>

#include "checked_schema.h"

namespace ormgen {
namespace {

using model::DefaultValue;
using model::ScalarType;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Types, EveryScalarTypeIsUnderstood) {
  for (const ScalarType type : model::all_scalar_types) {
    std::string word(model::name_of(type));
    if (type == ScalarType::Decimal) word += "(12, 2)";
    const CheckedSchema schema("entity A { id: int64 primary key; x: " + word + "?; }");
    ASSERT_THAT(schema.errors(), IsEmpty()) << word;
    EXPECT_EQ(schema.column("A", "x").type, type);
    EXPECT_TRUE(schema.column("A", "x").is_nullable);
    EXPECT_FALSE(schema.column("A", "x").length);
  }
}

TEST(Types, AStringMayHaveALimit) {
  const CheckedSchema schema("entity A { id: int64 primary key; x: string(12); }");
  EXPECT_EQ(schema.column("A", "x").length, 12);
}

TEST(Types, ADecimalHasDigits) {
  const CheckedSchema schema(
      "entity A { id: int64 primary key; x: decimal(12, 2); y: decimal(38, 38); }");
  EXPECT_EQ(schema.column("A", "x").digits, (model::Digits{12, 2}));
  EXPECT_EQ(schema.column("A", "y").digits, (model::Digits{38, 38}));
}

TEST(Types, AKeyToADecimalHasItsDigits) {
  const CheckedSchema schema("entity A { x: decimal(12, 2) primary key; y: foreign key A.x?; }");
  EXPECT_THAT(schema.errors(), IsEmpty());
  EXPECT_EQ(schema.column("A", "y").digits, (model::Digits{12, 2}));
}

std::optional<DefaultValue> default_of(const std::string& column) {
  const CheckedSchema schema("entity A { id: int64 primary key; x: " + column + "; }");
  EXPECT_THAT(schema.errors(), IsEmpty()) << column;
  return schema.column("A", "x").default_value;
}

TEST(Defaults, AreCallsOrTextsWhereCppHasNoLiterals) {
  using model::DefaultFunction;
  EXPECT_EQ(default_of("datetime = now()"), DefaultValue(DefaultFunction::Now));
  EXPECT_EQ(default_of("date = today()"), DefaultValue(DefaultFunction::Today));
  EXPECT_EQ(default_of("uuid = uuid4()"), DefaultValue(DefaultFunction::Uuid4));
  EXPECT_EQ(default_of("uuid? = uuid7()"), DefaultValue(DefaultFunction::Uuid7));
  EXPECT_EQ(default_of("decimal(4, 2) = -99.99"), DefaultValue(std::string("-99.99")));
  EXPECT_EQ(default_of("decimal(4, 2) = 007"), DefaultValue(std::string("7")));
  EXPECT_EQ(default_of("time = \"18:30:00.000001\""), DefaultValue(std::string("18:30:00.000001")));
  EXPECT_EQ(default_of("date = \"2024-02-29\""), DefaultValue(std::string("2024-02-29")));
}

TEST(Defaults, HaveTheAlternativeOfTheirType) {
  EXPECT_EQ(default_of("bool = true"), DefaultValue(true));
  EXPECT_EQ(default_of("int16 = -5"), DefaultValue(std::int64_t{-5}));
  EXPECT_EQ(default_of("float64 = 3"), DefaultValue(3.0));
  EXPECT_EQ(default_of("float32 = 0.5"), DefaultValue(0.5));
  EXPECT_EQ(default_of("text = \"\""), DefaultValue(std::string()));
  EXPECT_EQ(default_of("string(3) = \"abc\""), DefaultValue(std::string("abc")));
  EXPECT_EQ(default_of("int32? = null"), std::nullopt);
  EXPECT_EQ(default_of("int32"), std::nullopt);
}

TEST(Defaults, ReachToTheEndOfTheirRange) {
  EXPECT_EQ(default_of("int16 = 32767"), DefaultValue(std::int64_t{32767}));
  EXPECT_EQ(default_of("int32 = -2147483648"), DefaultValue(std::int64_t{-2147483648LL}));
  EXPECT_EQ(default_of("int64 = 9223372036854775807"), DefaultValue(INT64_MAX));
}

struct BadDefault {
  std::string column;
  std::string code;

  // Otherwise GoogleTest prints the bytes, also those that hold nothing.
  friend void PrintTo(const BadDefault& value, std::ostream* out) { *out << value.column; }
};

class RefusedDefault : public testing::TestWithParam<BadDefault> {};

TEST_P(RefusedDefault, IsReportedOnce) {
  const CheckedSchema schema("entity A { id: int64 primary key; x: " + GetParam().column + "; }");
  EXPECT_THAT(schema.codes(), ElementsAre(GetParam().code)) << GetParam().column;
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedDefault,
    testing::Values(
        BadDefault{"int16 = 32768", "[ORM306]"}, BadDefault{"int16 = -32769", "[ORM306]"},
        BadDefault{"int32 = 2147483648", "[ORM306]"}, BadDefault{"float32 = 3.5e38", "[ORM306]"},
        BadDefault{"string(2) = \"äöü\"", "[ORM306]"}, BadDefault{"int64 = 1.0", "[ORM304]"},
        BadDefault{"int64 = true", "[ORM304]"}, BadDefault{"bool = \"true\"", "[ORM304]"},
        BadDefault{"text = 1", "[ORM304]"}, BadDefault{"text = null", "[ORM304]"},
        BadDefault{"text = word", "[ORM304]"}, BadDefault{"bytes = \"\"", "[ORM304]"}));

TEST(Defaults, OfAKeyHaveTheTypeOfItsTarget) {
  const CheckedSchema schema(R"(
entity A { id: int16 primary key; }
entity B { id: int64 primary key; a: foreign key A.id = 40000; }
)");
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM306]"));
}

TEST(Types, OtherLanguagesSpellingsAreAnswered) {
  const CheckedSchema schema(
      "entity A { id: int64 primary key; a: Integer; b: VARCHAR; c: int46; }");
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM301]", "[ORM301]", "[ORM301]"));
  EXPECT_THAT(schema.messages(), HasSubstr("did you mean `string`?"));
  EXPECT_THAT(schema.messages(), HasSubstr("did you mean `int64`?"));
}

TEST(Types, AnEntityAsATypeOffersItsKeyAndTheRelationship) {
  const CheckedSchema schema(R"(
entity A { code: string primary key; }
entity B { id: int64 primary key; a: A?; }
)");
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM302]"));
  EXPECT_THAT(schema.messages(), HasSubstr("`a_code: foreign key A.code?;`"));
  EXPECT_THAT(schema.messages(), HasSubstr("`relationship a: A?;`"));
}

}  // namespace
}  // namespace ormgen
