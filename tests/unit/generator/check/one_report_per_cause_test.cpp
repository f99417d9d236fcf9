// A broken thing is reported once, and nothing that depends on it is reported at all.

#include <gmock/gmock.h>

#include "checked_schema.h"

namespace ormgen {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(OneReport, APairWithoutAKeyNamesItsPartner) {
  const CheckedSchema schema(R"(
entity User { id: int64 primary key; relationship posts: Post[] back_populates author; }
entity Post { id: int64 primary key; relationship author: User back_populates posts; }
)");
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM521]"));
  EXPECT_THAT(schema.messages(), HasSubstr("3:51: note: the other side of the pair"));
}

TEST(OneReport, ASuggestedPartnerCountsAsThePartner) {
  const CheckedSchema schema(R"(
entity User { id: int64 primary key; relationship posts: Post[] back_populates auther; }
entity Post { id: int64 primary key; a: foreign key User.id; b: foreign key User.id;
  relationship author: User back_populates posts; }
)");
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM523]"));
}

TEST(OneReport, AMistypedPartnerIsNoUnlinkedPair) {
  const CheckedSchema schema(R"(
entity User { id: int64 primary key; relationship posts: Post[] back_populates auther; }
entity Post { id: int64 primary key; author_id: foreign key User.id;
  relationship author: User back_populates posts; }
)");
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM530]"));
}

TEST(OneReport, AFailedSideTakesNoPartInPairChecks) {
  const CheckedSchema schema(R"(
entity User { id: int64 primary key; relationship posts: Post[] uselist false back_populates author; }
entity Post { id: int64 primary key; author_id: foreign key User.id;
  relationship author: User; }
)");
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM502]"));
}

TEST(OneReport, AnUnknownTargetSilencesWhatNeedsIt) {
  const CheckedSchema schema(R"(
entity User { id: int64 primary key; relationship posts: Pst[] back_populates author order_by titel; }
entity Post { id: int64 primary key; author_id: foreign key User.id;
  relationship author: User; }
)");
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM203]"));
}

TEST(OneReport, AFailedKeySilencesItsRelationships) {
  const CheckedSchema schema(R"(
entity User { id: int64 primary key; relationship posts: Post[] back_populates author; }
entity Post { id: int64 primary key; author_id: foreign key User.idd;
  relationship author: User back_populates posts; }
)");
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM411]"));
}

TEST(OneReport, AColumnOfAFailedTypeHasNoFailedDefaultOrReference) {
  const CheckedSchema schema(R"(
entity User { id: int46 primary key = "x" autoincrement true; }
entity Post { id: int64 primary key; user_id: foreign key User.id = 7; }
)");
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM301]"));
}

TEST(OneReport, AMissingPrimaryKeyIsNoMissingUniqueness) {
  const CheckedSchema schema(R"(
entity User { id: int64; }
entity Post { id: int64 primary key; user_id: foreign key User.id; }
)");
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM401]"));
}

TEST(OneReport, AnUnknownMixinsColumnsAreNotMissed) {
  const CheckedSchema schema(R"(
entity User with Dated { name: string; unique (year, name); relationship posts: Post[] order_by year; }
entity Post with Dated { id: int64 primary key; user_id: foreign key User.id; index (year); }
)");
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM203]"));
}

TEST(OneReport, ALinkTableWithoutAKeyIsReportedForOneSide) {
  const CheckedSchema schema(R"(
entity Student { id: int64 primary key; relationship courses: Course[] secondary sc back_populates students; }
entity Course { id: int64 primary key; relationship students: Student[] secondary sc back_populates courses; }
table sc { student_id: foreign key Student.id; }
)");
  EXPECT_THAT(schema.codes(), ElementsAre("[ORM511]"));
}

TEST(OneReport, TwentyIndependentErrorsAreAllReportedInOrder) {
  std::string text;
  for (int i = 0; i < 20; ++i) {
    text += "\nentity E" + std::to_string(i) + " { id: int64 primary key; x: int46; }";
  }
  const CheckedSchema schema(text);
  ASSERT_EQ(schema.errors().size(), 20U);
  for (std::size_t i = 0; i < 20; ++i) {
    EXPECT_THAT(schema.errors()[i], HasSubstr(std::to_string(i + 2) + ":"));
  }
}

}  // namespace
}  // namespace ormgen
